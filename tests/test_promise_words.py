"""Promises of return, and what is none, in the languages that test_rules does not have."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from test_linear import growth

from themereport.locales.language import LANGUAGES
from themereport.rules.promise import promises

PROMISES = {
    "ja": """
元本保証の高利回り | 元本は全額保証されます | 元本を保証します | 利益保証付き | 年利10%の利回りを保証 | ノーリスクで始められる | リスクはゼロです
リスクは一切ありません | 無リスク運用 | 絶対に儲かる銘柄 | 絶対損しない | 必ず値上がりします | 確実に儲かる | 誰でも稼げる | 100%勝てる | 一攫千金のチャンス
損失は補填いたします | 元本保証、手数料なし | １００％儲かる | 元本\u200b保証 | この株は必ず上がる
""",
    "ko": """
원금 보장 상품 | 원금보장과 고수익 | 원금을 100% 보장합니다 | 수익률 보장 | 연 10% 수익을 보장합니다 | 이익 보장 | 무위험 수익 | 노리스크 투자 | 위험이 전혀 없습니다
손실 볼 일이 없습니다 | 반드시 오릅니다 | 무조건 상승합니다 | 100% 수익 난다 | 일확천금의 기회 | 손실을 전액 보전해 드립니다 | 원금 보장으로 손해 보지 않습니다 | 대박 보장 | 리스크 제로
""",
    "de": """
garantierte Rendite von 8 % | Eine garantierte jährliche Rendite | Garantierte Gewinne | Die Rendite ist garantiert. | Gewinne garantiert | Wir garantieren Ihnen eine Rendite von 10 %
ein risikoloser Gewinn | risikofreie Anlage | völlig risikolos | ohne jedes Risiko | 100 % sicher | 100% sicher | Die Aktie wird garantiert steigen | todsicherer Tipp | Sie können nicht verlieren
Verluste ausgeschlossen | Über Nacht reich werden | Nicht nur sicher, sondern garantierte Gewinne | Keine Anlageberatung, aber garantierte Rendite | Ohne Zweifel garantierte Rendite | Null-Risiko
""",
    "fr": """
rendement garanti | Rendements annuels garantis | un rendement de 8 % garanti | Des gains assurés | Le rendement est garanti. | Nous vous garantissons un rendement | placement sans risque | sans aucun risque | zéro risque
risque nul | vous ne pouvez pas perdre | 100 % garanti | L’action va forcément monter | argent facile | devenir riche rapidement | gagner à coup sûr | Doublez votre argent
Non seulement sûr mais un rendement garanti | Ce n'est pas un conseil, mais un gain garanti | sans doute un rendement garanti
""",
    "es": """
rentabilidad garantizada | una rentabilidad anual del 8 % garantizada | Rendimientos garantizados | Las ganancias están garantizadas | Le garantizamos una rentabilidad | inversión sin riesgo | sin ningún riesgo | cero riesgo
100 % seguro | dinero fácil | Duplique su dinero | imposible perder dinero | ganancia segura | una apuesta segura | El valor subirá con total seguridad | hacerse rico rápidamente
No solo segura sino rentabilidad garantizada | No es asesoramiento, pero la rentabilidad está garantizada | sin duda una rentabilidad garantizada
""",
    "ar": """
عائد مضمون | عوائد سنوية مضمونة | أرباح مضمونة | العائد المضمون | نضمن لك عائدا مرتفعا | نضمن لكم أرباحًا | استثمار بدون مخاطر | بلا أي مخاطرة | استثمار خالٍ من المخاطر | رأس المال مضمون
لن تخسر | الثراء السريع | ضاعف أموالك | أرباح مؤكدة | ليس نصيحة، لكن العائد مضمون | بلا شك عائد مضمون | ربحًا مضمونًا
""",
}
NO_PROMISES = {
    "ja": """
元本保証はありません | 元本は保証されません | 元本が保証されるものではありません | 元本を保証するものではなく、損失が生じるおそれがあります | 利益を保証しません | 将来の収益を保証するものではない | 利回りを保証することはできません
リスクがゼロではない | リスクはゼロにはならない | ノーリスクではありません | 必ず上昇するとは限らない | 元本保証をうたう詐欺 | 元本保証などあり得ない | 違法な元本保証 | 確実に利益が出るわけではない | リスクフリーレート
無リスク金利の上昇 | 元本保証なし | 元本保証と誤認させる広告は禁止 | 債務保証会社 | 元本および利益を保証いたしかねます | 家賃保証会社 | 信用保証料 | 利益の確保 | ゼロリスクは存在しない | ゼロリスクはない | 収益性の保全
""",
    "ko": """
원금을 보장하지 않습니다 | 원금이 보장되지 않는 상품 | 수익을 보장하지 않습니다 | 원금이나 수익을 보장하는 것은 아닙니다 | 수익률은 보장되지 않습니다 | 미래의 수익을 보장하지 못합니다 | 원금 보장을 의미하지 않습니다
원금 보장은 없습니다 | 원금 보장을 내세운 불법 유사수신 | 원금 보장을 미끼로 한 사기 | 무위험 수익률 | 무위험 자산 | 원금보장형 상품 | 위험이 전혀 없는 것은 아닙니다 | 반드시 상승하는 것은 아니다 | 반드시 상승한다고 할 수 없다
불법인 수익 보장 | 최소운영수익보장 | 수익을 보장할 수 없습니다 | 원금 보장 및 수익 보장을 약속하지 않습니다 | 사회보장 | 노후 보장 | 품질 보장
""",
    "de": """
keine garantierte Rendite | Eine garantierte Rendite gibt es nicht. | Gewinne sind nicht garantiert | Wir garantieren keine Rendite | nicht risikolos | der risikolose Zins | risikofreier Zinssatz | Keine Anlage ist völlig risikolos
unseriöse Angebote mit garantierter Rendite | Die BaFin warnt vor garantierten Gewinnen | Garantierte Gewinne sind Betrug | ohne garantierte Rendite | niemand kann garantierte Gewinne versprechen | staatlich garantierte Rendite | nie ohne jedes Risiko
Frühere Wertentwicklungen sind keine Garantie für künftige Erträge | weder garantierte Gewinne noch sichere Zinsen | Kapitalgarantie | Weiteres Risiko: Zinsen | nicht ohne Risiko
""",
    "fr": """
aucun rendement garanti | Le rendement n'est pas garanti | Les gains ne sont pas garantis | sans rendement garanti | Il n'existe pas de rendement garanti | Un rendement garanti n’existe pas | le taux sans risque | actif sans risque
n'est pas sans risque | Le risque zéro n'existe pas | sans risque de change | Nous ne garantissons aucun rendement | une arnaque au rendement garanti | L'AMF met en garde contre les rendements garantis | promesse illégale de gains garantis
Les performances passées ne garantissent pas les rendements futurs | jamais sans risque | Méfiez-vous des gains assurés | ni capital ni rendement garanti | perdre de vue
""",
    "es": """
ninguna rentabilidad garantizada | La rentabilidad no está garantizada | No hay rentabilidad garantizada | sin rentabilidad garantizada | No garantizamos rentabilidad | la tasa libre de riesgo | activos sin riesgo | tipo sin riesgo
no está exento ni libre de riesgo | no hay inversión sin riesgo | El riesgo cero no existe | sin riesgo de cambio | estafa con rentabilidad garantizada | La CNMV advierte de las rentabilidades garantizadas | nunca una apuesta segura
Rentabilidades pasadas no garantizan rentabilidades futuras | promesas ilegales de ganancias garantizadas | La subasta garantiza la rentabilidad razonable
""",
    "ar": """
لا يوجد عائد مضمون | العائد غير مضمون | ليس هناك عائد مضمون | عوائد غير مضمونة | لا نضمن أي عوائد | لا نضمن لكم عوائد | بدون عوائد مضمونة | السعر الخالي من المخاطر | العائد الخالي من المخاطر | أصول خالية من المخاطر | لا استثمار بدون مخاطر
احتيال بوعود أرباح مضمونة | احذر من الأرباح المضمونة | أرباح مضمونة وهمية | العائد المضمون لا وجود له | ليس خاليا من المخاطر | الأداء السابق لا يضمن العوائد المستقبلية | بدون مخاطر ائتمانية | المخاطر الرئيسية
""",
}


def listed(tables):
    return [
        (language, text.strip())
        for language, table in tables.items()
        for text in re.split(r"[|\n]", table)
        if text.strip()
    ]


@pytest.mark.parametrize(("language", "text"), listed(PROMISES))
def test_promises_are_found(language, text):
    assert list(promises(text)), language


@pytest.mark.parametrize(("language", "text"), listed(NO_PROMISES))
def test_what_is_denied_or_means_something_else_is_no_promise(language, text):
    assert list(promises(text)) == [], language


def test_every_language_that_has_labels_has_words_and_cases():
    text = (files("themereport.rules") / "promises.toml").read_text(encoding="utf-8")
    spoken = {tag.split("-")[0] for tag in LANGUAGES}
    assert tomllib.loads(text).keys() == spoken
    assert {*PROMISES, "zh", "en"} == {*NO_PROMISES, "zh", "en"} == spoken


@pytest.mark.parametrize(
    "words", ["원금", "손실을", "元本", "garantierte", "sans", "ganancias", "نضمن"]
)
def test_long_blanks_are_looked_at_once(words):
    assert growth(lambda size: f"{words}{' ' * size}x", lambda text: list(promises(text))) < 3
