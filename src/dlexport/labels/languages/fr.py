"""French: a no-break space before the colon, a narrow one before the other high marks."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="Question", answer="Réponse", analysis="Explication", keypoints="Points clés", references="Références",
    contents="Table des matières", cover="Couverture", title_page="Page de titre",
    appendix="Annexe : toutes les questions", colophon="Colophon", tags="Mots-clés", topic="Thème",
    difficulty="Difficulté", chapter="Chapitre {number}",
    place="Chapitre {chapter}, question {place} (nᵒ {number})",
    version="Version {version}", license="Licence", show="Afficher", comma=", ", colon="\u00a0: ",
    day="{day} {month} {year}",
    quiz="Contrôle", cards="Fiches", answer_key="Corrigé", name="Nom", date="Date", score="Note",
    series="Série {seed}", calibration="Calage du recto verso",
    ruler="Après l’impression, regardez le verso par transparence : ses croix doivent tomber sur celles du recto. S’il "
    "est décalé de quelques millimètres vers la droite ou vers le haut, diminuez dx ou dy d’autant ; sinon, augmentez.",
    count="{count} questions", elsewhere="{parts} : voir le polycopié", to_do="à faire", done="fait",
    true="Vrai", false="Faux", hint="Indice", source="Source", points="{points} points",
    right="Bonne réponse", why="Pourquoi", part="({number})", alternative=" ou ",
    excerpt="Extrait : {topic}",
    callouts={"note": "Remarque", "tip": "Astuce", "important": "Important", "warning": "Attention",
              "caution": "Avertissement"},
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre"),
    citation=Citation(", ", "«\u00a0", "\u00a0», ", ", "),
    east_citation=Citation(", ", "«\u00a0", "\u00a0», ", ", "),
    deck=DeckWords(
        retired="Retirée du recueil, à ne plus apprendre : {title}",
        left="Ne figurent plus dans le recueil : {names}. Vos cartes restent telles quelles ; cette recherche dans "
        "l’explorateur les trouve :",
        masked="▁▁▁",
        which="À quelle question répond ce texte ?",
        report="Une erreur ? Signalez-la à {address} avec le numéro de la carte.",
        report_how="Une erreur ? Signalez-la aux auteurs du recueil avec le numéro de la carte.",
        topic="{bank} : {topic}",
    ),
    book=BookWords(
        questions="Questions", answers="Réponses", to_answer="Voir la réponse", to_question="Retour à la question",
        hint="Indice {number}", start="Texte", identifier="Identifiant", modified="Dernière modification",
        made_with="Réalisé avec", homepage="Site", authors="Auteurs", language="Langue",
        levels="niveau {level} sur 3",
        accessibility=(
            "Tout le texte peut être agrandi et recomposé et suit l’ordre de lecture ; les titres sont hiérarchisés et "
            "la table des matières mène à chaque question ; les images ont un texte de remplacement, les formules leur "
            "LaTeX ; rien ne clignote, ne bouge ni n’émet de son."
        ),
    ),
    page=PageWords(
        language="fr",
        skip="Aller aux questions", tools="Chercher et apprendre", search="Recherche (tous les mots doivent figurer)",
        find="Rechercher", every="Tout", levels="niveau {level} sur 3", found="Questions : {count}",
        nothing="Aucune question ne convient.", clear="Effacer recherche et filtres", filters="Filtres",
        standing="Acquis", fresh="Nouvelle", due="À revoir", known="Sue", link="Lien vers la question {number}",
        selftest="Autotest", show="Afficher la réponse", hide="Masquer la réponse", blank="Trou : activer pour afficher",
        right="Juste", wrong="Faux", check="Vérifier", scored="Justes : {right} sur {all}", typed="Votre réponse",
        settings="Réglages", limit="Nouvelles cartes par jour", no_limit="Sans limite", points="Aussi les points clés",
        swipes="Noter en balayant une fois la réponse vue (à droite : bien, à gauche : à revoir)",
        smaller="Texte plus petit", larger="Texte plus grand", theme="Apparence", system="Comme le système",
        day="Jour", night="Nuit",
        save="Exporter les révisions", load="Importer des révisions",
        imported="Importé. Nouveaux enregistrements : {count}",
        bad_file="Ce fichier ne contient pas de révisions de ce recueil",
        newer_file="Ce fichier vient d’une version plus récente : mettez d’abord la page à jour",
        unkept="Ce navigateur ne garde rien pour cette page : les révisions durent jusqu’à sa fermeture. Exportez-les "
        "avant.",
        full="La mémoire du navigateur est pleine : les nouvelles révisions durent jusqu’à la fermeture de la page. "
        "Exportez-les avant.",
        damaged="Une partie des révisions de ce navigateur est abîmée : elles sont lues jusque-là et laissées telles "
        "quelles.",
        private="Les révisions restent dans ce navigateur. Le fichier exporté contient numéros de cartes, dates et "
        "notes ; l’import réunit les deux côtés sans rien écraser.",
        study="Apprendre", offer="à revoir {due}, nouvelles {new}", leave="Quitter", undo="Annuler",
        progress="Progression", counts="Nouvelles {new} · En cours {learning} · À revoir {due}", grade="Note",
        grades=("À revoir", "Difficile", "Bien", "Facile"),
        keys="Espace affiche la réponse ; 1 à revoir, 2 difficile, 3 ou espace bien, 4 facile ; U annule, Échap quitte",
        graded="{grade}, prochaine fois dans {wait} ; reste : {left}", undone="Annulé", ended="Fini pour aujourd’hui",
        done="Réponses : {count}, dont à revoir : {again}, en {time}", next="Dans {wait} : {count}",
        unexported="Enregistrements non exportés : {count}", more="10 nouvelles cartes de plus",
    ),
    handout=HandoutWords(
        continued="Tableau (suite)", figure="Figure {number}", table="Tableau {number}", levels=("facile", "moyen", "difficile"), crib="En bref : points clés",
        made_with="Réalisé avec", fonts="Polices",
    ),
)
