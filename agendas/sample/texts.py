"""The words of the sample records.

What they say of the session of 24 June 2011 follows the record (data/programme_2011.csv, from a note by Handicap
International of September 2011 and from the convention's page of May 2012). They are samples all the same: nobody
approved them, and the order of the items is not known.
"""

from __future__ import annotations

from datetime import date

from agendas.items.rules import Theme
from agendas.sample.kinds import SampleItem

AGENDA_2011 = (
    SampleItem("Opening by the Chair", 10, Theme.PROCEDURAL),
    SampleItem(
        "Partnerships and coordination: national ownership and follow-up to the Tirana Symposium",
        25,
        Theme.VICTIM_ASSISTANCE,
        issues="cd",
        presenters=("ALB",),
    ),
    SampleItem("Joint presentation: Cambodia and UNDP", 25, Theme.MINE_CLEARANCE, "dg", ("KHM",)),
    SampleItem("Joint presentation: Mozambique and Norway", 25, Theme.MINE_CLEARANCE, "fh", ("MOZ", "NOR")),
    SampleItem("Joint presentation: Spain and Ecuador", 25, Theme.CROSS_CUTTING, "bh", ("ESP", "ECU")),
    SampleItem("Discussion of the paper before the session", 40, Theme.CROSS_CUTTING, "bi", papers=True),
    SampleItem(
        "United Nations: multi-year funding, integration into development, South-South exchange",
        15,
        Theme.CROSS_CUTTING,
        issues="bfg",
    ),
    SampleItem("Closing by the Chair", 15, Theme.PROCEDURAL),
)

AGENDA_2012 = (
    SampleItem("Opening by the Co-Chairs", 10, Theme.PROCEDURAL),
    SampleItem("Report on the small group of 24 May: a platform for partnerships", 30, Theme.CROSS_CUTTING, "hn"),
    SampleItem("Cooperation other than funding: know-how, expertise, equipment", 45, Theme.MINE_CLEARANCE, "bij"),
    SampleItem("Support for victim assistance, and how it is reported", 45, Theme.VICTIM_ASSISTANCE, "l"),
    SampleItem("Views of delegations", 35, Theme.CROSS_CUTTING, "m"),
    SampleItem("Closing by the Co-Chairs", 15, Theme.PROCEDURAL),
)

PAPER_TITLE = "Sample discussion paper: cooperation among affected States"
PAPER_ABSTRACT = "A sample, made to show how a paper is submitted, published and read. It states no State's view."
PAPER = {
    "en": (
        PAPER_TITLE,
        (
            "This paper is a sample. It shows how a discussion paper looks here, and states no State's view.",
            "The paper that founded the committee lists, as issue (b), the obstacles and opportunities for more "
            "efficient South/South cooperation, triangular cooperation and cooperation among affected States.",
            "Delegations may wish to say which know-how they could share, and in which languages.",
        ),
    ),
    "fr": (
        "Document de travail fictif : la coopération entre États touchés",
        (
            "Ce document est un exemple. Il montre à quoi ressemble ici un document de travail et n’exprime "
            "la position d’aucun État.",
            "Le document qui a fondé le comité mentionne, à l’alinéa b), les obstacles et les possibilités d’une "
            "coopération Sud-Sud, triangulaire et entre États touchés plus efficace.",
            "Les délégations voudront peut-être dire quel savoir-faire elles pourraient partager, et dans quelles "
            "langues.",
        ),
    ),
}

SUBMITTED_TITLE = "Sample discussion paper: know-how that can be offered"

SUMMARY = {
    "en": (
        "Chair’s summary (sample)",
        """The committee met for the first time, for half a day. The President of the Tenth Meeting of the States \
Parties chaired it.

## Partnerships and coordination

The Chair recalled the symposium held in Tirana from 30 May to 1 June 2011 and spoke of national ownership.

Three joint presentations were made:
(a) by Cambodia and the United Nations Development Programme;
(b) by Mozambique and Norway;
(c) by Spain and Ecuador.

## Views expressed

The United Nations spoke of multi-year funding, of integrating mine action into development, and of exchange between \
countries of the South.

It was said that cooperation is more than money: know-how, good practice, expertise and equipment can be offered too, \
and a way is needed to make such offers known.

## On the Chair’s own responsibility

Mine clearance and victim assistance have different timelines and actors, and are best discussed apart.""",
    ),
    "fr": (
        "Résumé du Président (exemple)",
        """Le comité s’est réuni pour la première fois, pendant une demi-journée. Le Président de la dixième Assemblée \
des États parties l’a présidé.

## Partenariats et coordination

Le Président a rappelé le symposium tenu à Tirana du 30 mai au 1er juin 2011 et a parlé de l’appropriation nationale.

Trois exposés conjoints ont été présentés :
(a) par le Cambodge et le Programme des Nations Unies pour le développement ;
(b) par le Mozambique et la Norvège ;
(c) par l’Espagne et l’Équateur.

## Vues exprimées

L’Organisation des Nations Unies a parlé de financements pluriannuels, de l’intégration de la lutte antimines dans le \
développement et des échanges entre pays du Sud.

Il a été dit que la coopération ne se limite pas à l’argent : savoir-faire, bonnes pratiques, expertise et matériel \
peuvent aussi être offerts, et il faut un moyen de faire connaître ces offres.

## Sous la seule responsabilité du Président

Le déminage et l’assistance aux victimes ont des calendriers et des acteurs différents ; mieux vaut en débattre \
séparément.""",
    ),
    "ar": (
        "موجز الرئيس (نموذج)",
        """اجتمعت اللجنة للمرة الأولى لمدة نصف يوم، وترأسها رئيس الاجتماع العاشر للدول الأطراف.

## الشراكات والتنسيق

أشار الرئيس إلى الندوة التي عقدت في تيرانا من 30 أيار/مايو إلى 1 حزيران/يونيه 2011، وتحدث عن الملكية الوطنية.

وقدمت ثلاثة عروض مشتركة:
(a) من كمبوديا وبرنامج الأمم المتحدة الإنمائي؛
(b) من موزامبيق والنرويج؛
(c) من إسبانيا وإكوادور.

## الآراء المعرب عنها

تحدثت الأمم المتحدة عن التمويل المتعدد السنوات، وعن إدماج الأعمال المتعلقة بالألغام في التنمية، \
وعن التبادل بين بلدان الجنوب.

وقيل إن التعاون لا يقتصر على المال: فالدراية والممارسات الجيدة والخبرات والمعدات يمكن تقديمها أيضا، \
ولا بد من وسيلة للتعريف بهذه العروض.

## على مسؤولية الرئيس وحده

لإزالة الألغام ومساعدة الضحايا مواعيد وجهات فاعلة مختلفة، ومن الأفضل مناقشتهما كل على حدة.""",
    ),
}

# What is to be done, whose it is (None: the ISU's), and until when. Samples, like the summary that they follow from.
FOLLOW_UPS = (
    ("Sample: collect what States offer besides money, and make it known.", "ALB", date(2012, 5, 25)),
    ("Sample: a note on exchange among affected States for the next session.", "MOZ", date(2012, 5, 18)),
    ("Sample: list the contact points for cooperation and assistance.", None, None),
)
