"""The encoder's layers by ONNX Runtime, in whole numbers of one byte: the same rows to three digits, in a fourth of the time.

Needs the extra ``onnx`` (onnx, onnxruntime). The weights lie in their file as whole numbers already; the rows that they are
multiplied with are rounded to whole numbers too, each row by its own greatest number (dynamic quantisation by token, Yao et
al. 2022, ZeroQuant), so that no row depends on what is read beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.text.layers import NORM, Floats, Integers, Layers, Rows

MOST = 127
"""What a row's greatest number becomes; zero becomes :data:`ZERO`, so that all fit a byte."""
ZERO = 128
RUNTIME = "com.microsoft"
OPSETS = {"": 20, RUNTIME: 1}
FORMAT = 10
"""The version of the file format, which a runtime must know: older ones refuse what newer packages write by themselves."""
NAMES = ("x", "table", "back", "kept", "blind")


def compiled(held: Mapping[str, Any]) -> Layers | None:
    """The layers that the encoder's file holds.

    Nothing where the extra is not installed or does not load, or where this processor adds up bytes wrongly.
    """
    try:
        return ByRuntime(held) if is_installed() and _is_exact() else None
    except ImportError:
        return None


def is_installed() -> bool:
    """Whether the extra is."""
    return all(find_spec(name) is not None for name in ("onnx", "onnxruntime"))


class ByRuntime:
    """All layers as one graph."""

    def __init__(self, held: Mapping[str, Any]) -> None:
        graph = _Graph()
        row = "x"
        for number in range(int(held["layers"])):
            row = _layer(graph, held, number, row)
        self._session = _session(
            graph.model({"x": ("rows", len(held["gain"])), "blind": ("texts", 1, 1, "width")}, row)
        )

    def of(self, x: Floats, rows: Rows, kept: Integers) -> Floats:
        """As :class:`dragoman.text.layers.Layers` has it."""
        given = dict(zip(NAMES, (x, rows.table, rows.back, kept, rows.blind), strict=True))
        found: Floats = self._session.run(None, given)[0]
        return found


class _Graph:
    """Nodes and constants as they are added; each node is named after what it gives."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._rounded: dict[str, tuple[str, str]] = {}
        self.unit = self.constant("unit", np.float32(1 / MOST))
        self.zero = self.constant("zero", np.uint8(ZERO))
        self.along = self.constant("along", np.array([-1]))

    def constant(self, name: str, value: Any) -> str:
        """A constant, by its name."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, given: Sequence[str], name: str, **settings: Any) -> str:
        """What a node makes of what it is given, by its name."""
        return self.nodes_of(kind, given, [name], **settings)[0]

    def nodes_of(self, kind: str, given: Sequence[str], names: list[str], **settings: Any) -> list[str]:
        """The same for a node that gives several things."""
        from onnx import helper

        self.nodes.append(helper.make_node(kind, given, names, name=names[0], **settings))
        return names

    def product(self, row: str, name: str, weight: NDArray[np.int8], scale: Floats, base: Floats) -> str:
        """Rows times a table, computed in whole numbers, plus what stands beside the table."""
        most, whole = self._rounded.get(row) or self._round(row)
        given = [
            whole,
            self.constant(f"{name}.weight", weight),
            self.unit,
            self.constant(f"{name}.scale", scale),
            self.zero,
        ]
        found = self.node("MatMulIntegerToFloat", given, f"{name}.whole", domain=RUNTIME)
        found = self.node("Mul", [found, most], f"{name}.sized")
        return self.node("Add", [found, self.constant(f"{name}.base", base)], name)

    def _round(self, row: str) -> tuple[str, str]:
        """The greatest number of each row, and the row in whole numbers."""
        most = self.node("ReduceMax", [self.node("Abs", [row], f"{row}.plain"), self.along], f"{row}.most", keepdims=1)
        share = self.node("Div", [row, most], f"{row}.share")
        self._rounded[row] = most, self.node("QuantizeLinear", [share, self.unit, self.zero], f"{row}.rounded")
        return self._rounded[row]

    def model(self, floats: Mapping[str, tuple[int | str, ...]], last: str) -> bytes:
        """The graph as a file: numbers come in as ``floats``, places as whole numbers, and the rows of ``last`` come out."""
        from onnx import TensorProto, helper

        whole: dict[str, tuple[int | str, ...]] = {"table": ("texts", "width"), "back": ("rows",), "kept": ("asked",)}
        asked = {name for node in self.nodes for name in node.input}
        given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in floats.items()]
        given += [
            helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n, shape in whole.items() if n in asked
        ]
        out = [helper.make_tensor_value_info(last, TensorProto.FLOAT, None)]
        graph = helper.make_graph(self.nodes, "encoder", given, out, [c for c in self.constants if c.name in asked])
        opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
        model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=FORMAT).SerializeToString()
        return model


def _layer(graph: _Graph, held: Mapping[str, Any], number: int, x: str) -> str:
    """What a layer makes of the rows ``x``; the last one of those that are kept alone."""
    heads, size = int(held["attention.heads"]), len(held["gain"])
    is_last = number == int(held["layers"]) - 1
    row = _attended(graph, _mixed(graph, held, number, x), heads, size, f"{number}.seen")
    if is_last:
        row, x = (graph.node("Gather", [one, "kept"], f"{one}.kept", axis=0) for one in (row, x))
    row = graph.node("Add", [graph.product(row, f"{number}.out", *_table(held, number, "out")), x], f"{number}.told")
    x = _normed(graph, row, held, f"{number}.out")
    wide = graph.product(x, f"{number}.wide", *_table(held, number, "wide"))
    bent = graph.node("Gelu", [wide], f"{number}.bent", approximate="tanh")
    row = graph.node(
        "Add", [graph.product(bent, f"{number}.narrow", *_table(held, number, "narrow")), x], f"{number}.sum"
    )
    return _normed(graph, row, held, f"{number}.narrow")


def _mixed(graph: _Graph, held: Mapping[str, Any], number: int, x: str) -> str:
    """What each row asks, is asked by and tells, side by side; attention's constant is part of what it asks."""
    weights, scales, bases = zip(*(_table(held, number, name) for name in ("query", "key", "value")), strict=True)
    constant = np.float32((len(bases[0]) // int(held["attention.heads"])) ** -0.5)
    scales, bases = ((some[0] * constant, *some[1:]) for some in (scales, bases))
    return graph.product(x, f"{number}.mixed", *(np.concatenate(some, axis=-1) for some in (weights, scales, bases)))


def _attended(graph: _Graph, mixed: str, heads: int, size: int, name: str) -> str:
    """What each row is told by those of its text."""
    shape = graph.constant(f"{name}.shape", np.array([0, 0, heads, size // heads]))
    flat = graph.constant(f"{name}.flat", np.array([-1, size]))
    parts = graph.constant(f"{name}.parts", np.array([size] * 3))
    table = graph.node("Gather", [mixed, "table"], f"{name}.table", axis=0)
    three = graph.nodes_of("Split", [table, parts], [f"{name}.{part}" for part in ("asked", "keys", "told")], axis=2)
    orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
    asked, keys, told = (
        graph.node("Transpose", [graph.node("Reshape", [one, shape], f"{one}.heads")], f"{one}.turned", perm=order)
        for one, order in zip(three, orders, strict=True)
    )
    weight = graph.node("Add", [graph.node("MatMul", [asked, keys], f"{name}.weight"), "blind"], f"{name}.blinded")
    weight = graph.node("Softmax", [weight], f"{name}.shares", axis=-1)
    seen = graph.node(
        "Transpose", [graph.node("MatMul", [weight, told], f"{name}.all")], f"{name}.back", perm=[0, 2, 1, 3]
    )
    return graph.node("Gather", [graph.node("Reshape", [seen, flat], f"{name}.rows"), "back"], name, axis=0)


def _normed(graph: _Graph, row: str, held: Mapping[str, Any], name: str) -> str:
    """Rows of mean 0 and spread 1, then stretched and moved (Ba, Kiros and Hinton 2016)."""
    given = [graph.constant(f"{name}.{part}", held[f"{name}.{part}"].astype(np.float32)) for part in ("gain", "shift")]
    return graph.node("LayerNormalization", [row, *given], f"{name}.normed", axis=-1, epsilon=NORM)


def _table(held: Mapping[str, Any], number: int, name: str) -> tuple[NDArray[np.int8], Floats, Floats]:
    """A table in whole numbers, what each of its columns is to be multiplied by, and what is added."""
    scale, base = (held[f"{number}.{name}.{part}"].astype(np.float32) for part in ("scale", "base"))
    return held[f"{number}.{name}.weight"], scale, base


def _is_exact() -> bool:
    """Whether this processor adds up whole numbers exactly: some older ones cut sums off at what two bytes hold."""
    graph = _Graph()
    size = 64
    weight = np.full((size, 1), MOST, np.int8)
    found = graph.product("x", "sum", weight, np.ones(1, np.float32), np.zeros(1, np.float32))
    session = _session(graph.model({"x": (1, size)}, found))
    return bool(session.run(None, {"x": np.ones((1, size), np.float32)})[0].item() == float(size * MOST))


def _session(model: bytes) -> Any:
    """What runs a model, on one core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
