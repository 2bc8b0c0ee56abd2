"""Matrices are multiplied on one core while a text is read, and on as many as before afterwards."""

from threadpoolctl import threadpool_info

from dragoman.text import one_core


def cores() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_numpy_computes_on_one_core_while_it_lasts() -> None:
    before = cores()
    with one_core():
        during = cores()
    assert during
    assert set(during) == {1}
    assert cores() == before
