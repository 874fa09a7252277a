"""Outcome documents in the six languages, to be printed by the tests.

Their sentences keep to what is known of the half day of 24 June 2011 (who presented what, and that the President of
the Tenth Meeting chaired); their clock times and attendance are made up, and the documents say so.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2

from agendas.outcomes.document import (
    AgendaLine,
    DocumentLine,
    Group,
    GroupKind,
    Moment,
    OutcomeDocument,
    Paragraph,
    Point,
    Presiding,
    Section,
    Sitting,
    Status,
    Text,
    as_dict,
    content_hash,
)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

COMMITTEE = Text("Standing Committee on Resources, Cooperation and Assistance", "en")
PAPER = Text(
    "Strengthening international cooperation and assistance in support of mine action and implementation of the "
    "Convention",
    "en",
)


@dataclass(frozen=True)
class Words:
    """What a sample says in one language."""

    title: str
    convention: str
    meeting: str
    place: str
    meeting_dates: str
    day: str
    date: str
    issued: str
    english: str
    chair: str
    introduction: tuple[str, ...]
    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    agenda: tuple[str, ...]
    states: tuple[str, ...]
    organizations: tuple[str, ...]


WORDS = {
    "en": Words(
        title="Summary of the first meeting of the Standing Committee",
        convention="Anti-Personnel Mine Ban Convention",
        meeting="Meetings of the Standing Committees, June 2011",
        place="Geneva",
        meeting_dates="20–24 June 2011",
        day="Friday, 24 June 2011",
        date="8 July 2011",
        issued="8 July 2011, 14:05 UTC",
        english="English",
        chair="Albania",
        introduction=(
            "The Standing Committee met for half a day on 24 June 2011. It was established by the Tenth Meeting of the "
            "States Parties in place of two informal contact groups.",
            "The President of the Tenth Meeting of the States Parties chaired the meeting. Co-Chairs had not yet been "
            "elected.",
        ),
        heading="Partnerships and coordination",
        paragraphs=(
            "Joint presentations were given by affected States and their partners. Each showed how national ownership "
            "and long-term support had been brought together, and what the partners would do differently today.",
            "In the discussion it was said that support is more than money. Know-how, good practice, expertise and "
            "equipment help as well, and a way is needed to make known who can offer what:",
        ),
        points=(
            ("(a)", "between affected States (South–South cooperation);"),
            ("(b)", "between affected States and those in a position to assist, over several years."),
        ),
        agenda=("Opening", "National ownership and follow-up to the Tirana Symposium", "Joint presentations"),
        states=("Albania", "Cambodia", "Ecuador", "Mozambique", "Norway", "Spain", "Thailand"),
        organizations=("United Nations Mine Action Service", "Handicap International"),
    ),
    "fr": Words(
        title="Résumé de la première réunion du Comité permanent",
        convention="Convention sur l’interdiction des mines antipersonnel",
        meeting="Réunions des comités permanents, juin 2011",
        place="Genève",
        meeting_dates="20-24 juin 2011",
        day="vendredi 24 juin 2011",
        date="8 juillet 2011",
        issued="8 juillet 2011, 14 h 5 UTC",
        english="anglais",
        chair="Albanie",
        introduction=(
            "Le Comité permanent s’est réuni pendant une demi-journée le 24 juin 2011. Il a été créé par la dixième "
            "Assemblée des États parties pour remplacer deux groupes de contact informels.",
            "La réunion a été présidée par le Président de la dixième Assemblée des États parties : aucun coprésident "
            "n’avait encore été élu.",
        ),
        heading="Partenariats et coordination",
        paragraphs=(
            "Des États touchés et leurs partenaires ont fait des exposés conjoints. Ils ont montré comment "
            "l’appropriation nationale et un appui de longue durée avaient pu être conciliés, et ce qu’ils feraient "
            "autrement aujourd’hui.",
            "Au cours du débat, il a été dit que « l’appui ne se réduit pas à l’argent » : le savoir-faire, les bonnes "
            "pratiques, les compétences et le matériel comptent aussi. Il faut faire connaître qui peut offrir quoi :",
        ),
        points=(
            ("a)", "entre États touchés (coopération Sud-Sud) ;"),
            ("b)", "entre États touchés et États en mesure de fournir une assistance, sur plusieurs années."),
        ),
        agenda=("Ouverture", "Appropriation nationale et suites du Colloque de Tirana", "Exposés conjoints"),
        states=("Albanie", "Cambodge", "Équateur", "Espagne", "Mozambique", "Norvège", "Thaïlande"),
        organizations=("Service de la lutte antimines de l’ONU", "Handicap International"),
    ),
    "es": Words(
        title="Resumen de la primera reunión del Comité Permanente",
        convention="Convención sobre la prohibición de las minas antipersonal",
        meeting="Reuniones de los comités permanentes, junio de 2011",
        place="Ginebra",
        meeting_dates="20 a 24 de junio de 2011",
        day="viernes 24 de junio de 2011",
        date="8 de julio de 2011",
        issued="8 de julio de 2011, 14:05 UTC",
        english="inglés",
        chair="Albania",
        introduction=("El Comité Permanente se reunió durante medio día el 24 de junio de 2011.",),
        heading="Alianzas y coordinación",
        paragraphs=(
            "Los Estados afectados y sus asociados hicieron exposiciones conjuntas.",
            "¿Quién puede ofrecer qué? La ayuda no es solo dinero:",
        ),
        points=(("a)", "conocimientos y buenas prácticas;"), ("b)", "equipo y personal especializado.")),
        agenda=("Apertura", "Seguimiento del Simposio de Tirana", "Exposiciones conjuntas"),
        states=("Albania", "Camboya", "Ecuador", "España", "Mozambique", "Noruega", "Tailandia"),
        organizations=("Servicio de las Naciones Unidas de Actividades relativas a las Minas",),
    ),
    "ru": Words(
        title="Резюме первого заседания Постоянного комитета",
        convention="Конвенция о запрещении противопехотных мин",
        meeting="Совещания постоянных комитетов, июнь 2011 года",
        place="Женева",
        meeting_dates="20–24 июня 2011 года",
        day="пятница, 24 июня 2011 года",
        date="8 июля 2011 года",
        issued="8 июля 2011 года, 14:05 UTC",
        english="английский",
        chair="Албания",
        introduction=("Постоянный комитет заседал полдня 24 июня 2011 года.",),
        heading="Партнерство и координация",
        paragraphs=(
            "Затронутые государства и их партнеры выступили с совместными сообщениями.",
            "Было сказано, что помощь — это не только деньги:",
        ),
        points=(("a)", "знания и передовая практика;"), ("b)", "специалисты и оборудование.")),
        agenda=("Открытие", "Последующие меры по итогам Тиранского симпозиума", "Совместные сообщения"),
        states=("Албания", "Испания", "Камбоджа", "Мозамбик", "Норвегия", "Таиланд", "Эквадор"),
        organizations=("Служба Организации Объединенных Наций по вопросам деятельности, связанной с разминированием",),
    ),
    "ar": Words(
        title="موجز الاجتماع الأول للجنة الدائمة",
        convention="اتفاقية حظر الألغام المضادة للأفراد",
        meeting="اجتماعات اللجان الدائمة، حزيران/يونيه 2011",
        place="جنيف",
        meeting_dates="20-24 حزيران/يونيه 2011",
        day="الجمعة، 24 حزيران/يونيه 2011",
        date="8 تموز/يوليه 2011",
        issued="8 تموز/يوليه 2011، الساعة 14:05 بالتوقيت العالمي",
        english="الإنكليزية",
        chair="ألبانيا",
        introduction=(
            "اجتمعت اللجنة الدائمة لمدة نصف يوم في 24 حزيران/يونيه 2011. وقد أنشأها الاجتماع العاشر للدول الأطراف لتحل "
            "محل فريقي اتصال غير رسميين.",
            "وترأس الاجتماعَ رئيسُ الاجتماع العاشر للدول الأطراف، إذ لم يكن قد انتُخب رئيسان مشاركان بعد.",
        ),
        heading="الشراكات والتنسيق",
        paragraphs=(
            "قدمت الدول المتضررة وشركاؤها عروضا مشتركة، وبيّن كل منها كيف أمكن الجمع بين الملكية الوطنية والدعم الطويل "
            "الأجل، وما كان الشركاء سيفعلونه اليوم على نحو مختلف (انظر الوثيقة SC-RCA/2011/DP.1/Rev.1).",
            "وقيل في المناقشة إن الدعم لا يقتصر على المال، فالدراية والممارسات الجيدة والخبرات والمعدات تساعد أيضا، "
            "ولا بد من وسيلة للتعريف بمن يستطيع أن يقدم ماذا:",
        ),
        points=(
            ("(أ)", "فيما بين الدول المتضررة (التعاون فيما بين بلدان الجنوب)؛"),
            ("(ب)", "بين الدول المتضررة والدول القادرة على تقديم المساعدة، على مدى عدة سنوات."),
        ),
        agenda=("الافتتاح", "الملكية الوطنية ومتابعة ندوة تيرانا", "عروض مشتركة"),
        states=("إسبانيا", "إكوادور", "ألبانيا", "تايلند", "كمبوديا", "موزامبيق", "النرويج"),
        organizations=("دائرة الأمم المتحدة للإجراءات المتعلقة بالألغام", "المنظمة الدولية للمعوقين"),
    ),
    "zh": Words(
        title="常设委员会第一次会议摘要",
        convention="禁止杀伤人员地雷公约",
        meeting="2011年6月常设委员会会议",
        place="日内瓦",
        meeting_dates="2011年6月20日至24日",
        day="2011年6月24日星期五",
        date="2011年7月8日",
        issued="2011年7月8日14:05（世界协调时）",
        english="英文",
        chair="阿尔巴尼亚",
        introduction=("常设委员会于2011年6月24日举行了半天会议。",),
        heading="伙伴关系与协调",
        paragraphs=("受影响国家及其伙伴作了联合介绍。", "与会者指出，援助不仅仅是资金："),
        points=(("(a)", "知识和良好做法；"), ("(b)", "专家和设备。")),
        agenda=("开幕", "地拉那专题讨论会的后续行动", "联合介绍"),
        states=("阿尔巴尼亚", "厄瓜多尔", "柬埔寨", "莫桑比克", "挪威", "泰国", "西班牙"),
        organizations=("联合国地雷行动处",),
    ),
}


def sample(language: str = "en", **changes: Any) -> OutcomeDocument:
    """The sample in one language, with some of its fields changed."""
    words = WORDS[language]
    introduction = tuple(
        Paragraph(id=f"p-intro-{index}", number=index, text=text)
        for index, text in enumerate(words.introduction, start=1)
    )
    first = len(introduction) + 1
    paragraphs = tuple(
        Paragraph(id=f"p-partners-{index}", number=number, text=text)
        for index, (number, text) in enumerate(enumerate(words.paragraphs, start=first), start=1)
    )
    points = tuple(Point(label, text) for label, text in words.points)
    times = ("10:00–10:15", "10:15–11:30", None)
    document = OutcomeDocument(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=words.title,
        convention=Text(words.convention, language),
        committee=COMMITTEE,
        meeting=Text(words.meeting, language),
        symbol="SC-RCA/2011/S.1",
        place=words.place,
        meeting_dates=words.meeting_dates,
        sitting=Sitting(
            day=Moment(words.day, "2011-06-24"), hours="10:00–13:00", zone="Europe/Zurich, UTC+2", illustrative=True
        ),
        date=Moment(words.date, "2011-07-08"),
        original_language="en",
        original_language_name=words.english,
        presiding=Presiding.CHAIR,
        presented_by=(words.chair,),
        introduction=introduction,
        sections=(Section("s-partners", words.heading, (*paragraphs[:-1], replace(paragraphs[-1], points=points))),),
        agenda=tuple(
            AgendaLine(str(number), Text(title, language), times[number - 1])
            for number, title in enumerate(words.agenda, start=1)
        ),
        documents=(
            DocumentLine("SC-RCA/2011/DP.1/Rev.1", PAPER, (words.english,)),
            DocumentLine(None, PAPER, (words.english,)),
        ),
        participation=(
            Group(GroupKind.STATES_PARTIES, len(words.states), 3, 2, 144, words.states),
            Group(GroupKind.STATES_NOT_PARTIES, 0, 0, 0, 12, ()),
            Group(GroupKind.ORGANIZATIONS, len(words.organizations), 0, 1, 4, words.organizations),
        ),
        status=Status.FINAL,
        version=1,
        issued=Moment(words.issued, "2011-07-08T14:05:00Z"),
        sample=True,
        address="https://intersessional.example/outcomes/2011-06-sc-rca",
    )
    document = replace(document, **changes)
    return replace(document, content_hash=content_hash(document))


def environment(translations: gettext.NullTranslations | None = None) -> jinja2.Environment:
    """The templates with Jinja alone, as the print job may use them; labels stay English without `translations`."""
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
    )
    jinja.install_gettext_translations(translations or gettext.NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    return jinja


def page(document: OutcomeDocument, jinja: jinja2.Environment | None = None) -> str:
    """The HTML that becomes the document's PDF."""
    return (jinja or environment()).get_template("print/outcome.html").render(document=as_dict(document))
