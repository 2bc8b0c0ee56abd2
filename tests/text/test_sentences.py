"""Sentences: gold boundaries stand in the text as ‖."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.languages import pack as packs
from dragoman.text.sentences import split

FRENCH = """
M. Duval a quitté Bamako hier.‖ Mme Sy y reste.
La délégation est arrivée à Moscou.‖Lors de sa visite, elle verra les élus.
Le sommet de l'OTAN.‖La France y sera.
Il l'a dit en 2023.‖Les autres ont suivi.
L'accord a été signé à Oslo.‖ L'art. 5 reste à négocier.
Le texte (art. 12, al. 3) est clair.‖ Il lie les parties.
Le gén. Ortiz a rencontré le col. Diallo à St. Louis.
La ville fut prise en 52 av. J.-C. par les Romains.
La ville fut prise en 52 av. J.-C.‖ Le fort fut rasé.
Elle exporte du blé, du riz, etc. vers le Tchad.
Elle exporte du blé, du riz, etc.‖ Les prix montent.
Le taux est passé à 3.5 % en mai.‖ Il était de 2.1 % en avril.
Selon afp.com, la séance est levée.‖ Rien n'a filtré.
Voir www.diplomatie.gouv.fr/Carte pour les cartes.‖ Le site est lent.
Écrire à presse.Onu@exemple.org avant midi.‖ Merci.
J. K. Mensah a succédé à P. Owusu.‖ La passation eut lieu lundi.
J.-Y. Le Goff et V. Petrov se sont vus.‖ Ils n'ont rien dit.
Ils ont choisi le plan B.‖ Le ministre l'a confirmé.
Le diplomate hésite...‖ Puis il signe.
Le diplomate hésite… puis il signe.
Le diplomate hésite…‖ Puis il signe.
« Nous partirons demain. »‖ Le ministre n'a rien ajouté.
« Nous partirons demain », a dit le ministre.‖ Il est resté.
« Assez ! », a lancé l'ambassadeur.‖ La salle s'est tue.
« Qui paiera ? » s'interroge le ministre.‖ Nul ne répond.
« Qui paiera ? » a demandé l'élu.‖ Nul n'a répondu.
« Nous irons à Rabat. »‖« Nous n'irons pas », dit l'autre.
Il a déclaré : « La guerre est finie. »‖ Elle a repris mardi.
Il a écrit « Stop. », puis il est parti.‖ On l'attend.
"Nous sommes prêts."‖ Le général a quitté la salle.
Il dit : "Nous sommes prêts."‖ "Nous aussi", répond l'autre.
— Vous partez ?‖ — Non.‖ — Alors restez.
Le texte dit « (…) Les parties renoncent à la force ».‖ Il est bref.
KIEV (AFP) - Le président a reçu les émissaires.‖ Il les verra encore jeudi.
PARIS, 12 mars (Reuters) - La Bourse monte.‖ L'euro baisse.
BEYROUTH — Le cessez-le-feu tient.‖ L'armée veille.
Le S.A. royal a quitté la salle.‖ Le roi aussi.
L'O.N.U. a voté.‖ La résolution passe.
L'O.N.U. Genève reste muette.
Le n. 12 de la revue paraît mardi.‖ Il traite du Sahel.
Voir p. 14 et pp. 20-22.‖ Les cartes y sont.
Que veut Téhéran ?‖ Personne ne le sait !‖ Même pas Washington.
Que veut Téhéran ?‖Personne ne le sait.
Non !‖Il ne viendra pas.
« Que veut-il ? »‖Le ministre se tait.
Il est 18 h.‖ Le couvre-feu commence.
Il est 18h30.‖ Le couvre-feu commence.
Le XIVe sommet s'ouvre.‖ Le XVe suivra.
Les 27 ont voté.‖ 15 États ont dit non.
Ils étaient 27.‖ Quinze ont dit non.
L'aide (5 millions de dollars.) arrive.
Les Russes (selon Kiev) reculent.‖ (Le front bouge.)‖ Rien n'est joué.
Le Premier ministre, M. Sow, et Mlle Ba ont signé.
Le porte-parole du ministère : « Non. »‖ Et d'ajouter : « Jamais. »
Yaoundé.‖À son arrivée, il a été accueilli par la foule.
Abuja.‖Elle l'a redit.‖C'est un échec.
Le chef de l'État est à Dakar.‖L'opposition proteste.
Le traité de 1994.‖« Il est mort », dit-il.
1. Le Conseil condamne l'attaque.‖ 2. Le Conseil reste saisi.
Le Conseil de sécurité (rés. 2202 et 2254) s'est réuni.‖ La Chine s'est abstenue.
Me Diop défend l'accusé.‖ Le Dr. Sarr témoigne.
Le 3 févr. 2022, ils se sont vus.‖ Le 4 févr., ils ont signé.
Ils ont parlé de l'Iran, de la Syrie, etc.‖ Aucun accord.
Elle a visité Alger, Tunis, Tripoli...‖ Enfin, elle est rentrée.
« Nous avons gagné !‖ La paix viendra », a-t-il promis.
Le vote a eu lieu.‖Résultat : 12 voix pour.
La cie. Air Sahel suspend ses vols.‖ Le pays est isolé.
L'émissaire (O.N.U.) est parti.‖ Le convoi suit.
Le général a déclaré : « Nous tiendrons. »‖Les combats continuent.
L'Otan a réagi.‖[Lire aussi]
"""

ENGLISH = """
U.S. officials met in Doha.‖ No deal was reached.
The U.S. Embassy was closed.‖ Staff left.
He lives in the U.S.‖ The family stayed.
He moved to the U.S.‖ In May he returned.
Lt. Gen. Park met Sen. Ruiz.‖ They spoke for an hour.
Mr. and Mrs. Cole left.‖ Dr. Amin stayed.
J. Edgar Moss met George W. Hale.‖ The pair agreed.
Talks start at 9 a.m. Tuesday in Bern.
Talks start at 9 a.m.‖ The press is barred.
Talks ended at 6 p.m.‖ They will resume.
The rate rose 3.5 percent.‖ It was 2.1 percent before.
See afp.com for more.‖ The site is slow.
Visit https://www.Example.Com/Page now.‖ It is free.
Acme Inc. shares fell.‖ Trading stopped.
He left Acme Inc.‖ The firm denied it.
They sent rice, wheat, etc.‖ The aid arrived.
They sent rice, wheat, etc. to Chad.
Res. 1701 and art. 4 apply.‖ No. 5 does not.
On Aug. 11 they met.‖ On Sept. 3 they signed.
"We will go," said the minister.‖ He stayed.
"We will go."‖ The minister left.
"Will you go?" Ruiz asked.‖ Nobody answered.
"Will you go?" he asked.‖ Nobody answered.
"Enough!" President Ana Lopez shouted.‖ The hall fell silent.
“Will you go?”‖ The room was silent.
He said: "The war is over."‖ It was not.
The minister waited...‖ Then he signed.
The minister waited... then signed.
Was it a coup?‖ Nobody knows!‖ Not even the army.
The convoy left Goma.‖Rebels stopped it.
NATO.‖The alliance agreed.
It ended in 2019.‖Talks resumed.
KYIV (Reuters) - The president met envoys.‖ He left later.
WASHINGTON, Jan. 5 (AP) — The Senate voted.‖ The bill passed.
St. Petersburg and Mt. Hermon are far apart.‖ So what?
He has a Ph.D. in law.‖ She has none.
The vote (see p. 3) was close.‖ (The tally was 50-49.)‖ It passed.
‘We will go,’ he said.‖ ‘We will not,’ she said.
— You go?‖ — No.‖ — Then stay.
The army (e.g. Gen. Sy) said no.‖ Nothing changed.
The delegates came from Peru, Chile, et al. and left.
1. The Council condemns the attack.‖ 2. The Council remains seized.
It met the D.C. Circuit rules.‖ The case is closed.
The talks are dead.‖"We tried," he said.
Fifteen states disagreed.‖ 27 said yes.
"""


def cases(table: str) -> list[str]:
    lines = [line for line in table.strip().splitlines() if line]
    assert all(line.strip() == line for line in lines)
    return lines


def pieces(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, [(0, len(text))], packs.load(language))]


@pytest.mark.parametrize("case", cases(FRENCH))
def test_french_sentences_end_where_gold_says(case: str) -> None:
    assert pieces(case.replace("‖", ""), "fr") == [piece.strip() for piece in case.split("‖")]


@pytest.mark.parametrize("case", cases(ENGLISH))
def test_english_sentences_end_where_gold_says(case: str) -> None:
    assert pieces(case.replace("‖", ""), "en") == [piece.strip() for piece in case.split("‖")]


def test_there_are_enough_hard_cases() -> None:
    assert len(cases(FRENCH)) >= 60
    assert len(cases(ENGLISH)) >= 40


@pytest.mark.parametrize("case", cases(FRENCH))
def test_typographic_variants_do_not_move_sentences(case: str) -> None:
    text = case.replace("‖", "").replace("'", "’").replace(" ?", "\u202f?").replace(" !", "\xa0!")
    text = text.replace("« ", "«\xa0").replace(" »", "\xa0»")
    gold = [p.strip() for p in case.split("‖")]
    assert len(pieces(text, "fr")) == len(gold)
    assert len(pieces(unicodedata.normalize("NFD", text), "fr")) == len(gold)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_abbreviations_of_the_pack_do_not_part_their_example(language: str) -> None:
    pack = packs.load(language)
    for entry in pack.entries("sentences", "abbreviation"):
        expected = 2 if entry["kind"] == "either" else 1
        assert len(pieces(entry["example"], language)) == expected, entry.where
    assert len(pieces(pack.toml("sentences")["starters"]["example"], language)) == 2
    assert len(pieces(pack.toml("sentences")["speech"]["example"], language)) == 1


def test_paragraphs_part_sentences_and_offsets_count_in_the_text() -> None:
    text = "Titre sans point\n\n  Il part.  Elle reste. \n\nFin"
    extents = split(text, [(0, 16), (18, 42), (44, 47)], packs.load("fr"))
    assert [text[a:b] for a, b in extents] == ["Titre sans point", "Il part.", "Elle reste.", "Fin"]


def test_dialogue_lines_part_where_their_dash_opens_a_line() -> None:
    assert pieces("— Vous partez\n— Non", "fr") == ["— Vous partez", "— Non"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("abAÉ é1.…!?«» \"'’)(—-\n\xa0"), max_size=80), st.sampled_from(["fr", "en"]))
def test_no_character_is_lost_and_no_word_is_cut(text: str, language: str) -> None:
    extents = split(text, [(0, len(text))], packs.load(language))
    kept = "".join(text[start:end] for start, end in extents)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in extents)
    assert all(not (text[end - 1].isalnum() and text[end : end + 1].isalnum()) for _, end in extents)


def test_a_long_line_takes_linear_time() -> None:
    pack = packs.load("fr")
    began = time.perf_counter()
    split("M. A.B.C. dit « non ! " * 20_000, [(0, 22 * 20_000)], pack)
    split("." * 200_000, [(0, 200_000)], pack)
    split("( " * 100_000, [(0, 200_000)], pack)
    split("a" * 200_000 + "." * 10, [(0, 200_010)], pack)
    assert time.perf_counter() - began < 10
