"""German."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="Frage", answer="Antwort", analysis="Erläuterung", keypoints="Kernpunkte", references="Literatur",
    contents="Inhalt", cover="Umschlag", title_page="Titelseite", appendix="Anhang: alle Fragen",
    colophon="Impressum", tags="Stichwörter", topic="Thema", difficulty="Schwierigkeit", chapter="Kapitel {number}",
    place="Kapitel {chapter}, Frage {place} (Nr. {number})",
    version="Version {version}", license="Lizenz", show="Anzeigen", comma=", ", colon=": ",
    day="{day}. {month} {year}",
    quiz="Test", cards="Lernkarten", answer_key="Lösungen", name="Name", date="Datum", score="Punkte",
    series="Gruppe {seed}", calibration="Passerprobe für den Duplexdruck",
    ruler="Nach dem Drucken die Rückseite gegen das Licht halten: Ihre Kreuze sollen auf denen der Vorderseite liegen. "
    "Liegt sie um einige Millimeter zu weit rechts oder oben, dx oder dy um so viel verkleinern, sonst vergrößern.",
    count="{count} Fragen", elsewhere="{parts}: siehe Skript", to_do="offen", done="erledigt",
    true="Richtig", false="Falsch", hint="Hinweis", source="Quelle", points="{points} Punkte",
    right="Richtig", why="Begründung", part="({number})", alternative=" oder ",
    excerpt="Auszug: {topic}",
    callouts={"note": "Hinweis", "tip": "Tipp", "important": "Wichtig", "warning": "Achtung", "caution": "Vorsicht"},
    months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
            "Dezember"),
    citation=Citation(": ", "", ". ", ", "),
    east_citation=Citation(": ", "", ". ", ", "),
    deck=DeckWords(
        retired="Aus der Sammlung entfernt, bitte nicht weiterlernen: {title}",
        left="Nicht mehr in der Sammlung: {names}. Die Karten dazu bleiben, wie sie sind; diese Suche in der "
        "Kartenverwaltung findet sie:",
        masked="▁▁▁",
        which="Welche Frage wird hier beantwortet?",
        report="Fehler gefunden? Bitte unter {address} melden und die Nummer auf der Karte angeben.",
        report_how="Fehler gefunden? Bitte den Autoren der Sammlung melden und die Nummer auf der Karte angeben.",
        topic="{bank}: {topic}",
    ),
    book=BookWords(
        questions="Fragen", answers="Antworten", to_answer="Zur Antwort", to_question="Zurück zur Frage",
        hint="Hinweis {number}", start="Text", identifier="Kennung", modified="Zuletzt geändert",
        made_with="Erstellt mit", homepage="Webseite", authors="Autoren", language="Sprache",
        levels="Stufe {level} von 3",
        accessibility=(
            "Der gesamte Text ist in Größe und Umbruch anpassbar und steht in Lesereihenfolge; Überschriften sind "
            "gestuft, und das Inhaltsverzeichnis führt zu jeder Frage; Bilder haben Alternativtexte, Formeln ihr "
            "LaTeX; nichts blinkt, bewegt sich oder tönt."
        ),
    ),
    page=PageWords(
        language="de",
        skip="Zu den Fragen", tools="Suchen und lernen", search="Suche (alle Wörter müssen vorkommen)", find="Suche",
        every="Alle", levels="Stufe {level} von 3", found="Fragen: {count}", nothing="Keine Frage passt.",
        clear="Suche und Filter löschen", filters="Filter", standing="Lernstand", fresh="Neu", due="Fällig",
        known="Gekonnt", link="Link zu Frage {number}",
        selftest="Selbsttest", show="Antwort zeigen", hide="Antwort verbergen", blank="Lücke: zum Aufdecken antippen",
        right="Richtig", wrong="Nicht richtig", check="Prüfen", scored="Richtig: {right} von {all}", typed="Deine Antwort",
        settings="Einstellungen", limit="Neue Karten pro Tag", no_limit="Unbegrenzt", points="Auch Kernpunkte",
        swipes="Nach der Antwort durch Wischen bewerten (rechts: gut, links: nochmal)",
        smaller="Kleinere Schrift", larger="Größere Schrift", theme="Aussehen", system="Wie das System", day="Tag",
        night="Nacht",
        save="Lernstand exportieren", load="Lernstand importieren", imported="Importiert. Neue Einträge: {count}",
        bad_file="Diese Datei enthält keinen Lernstand dieser Sammlung",
        newer_file="Diese Datei stammt von einer neueren Version: bitte zuerst die Lernseite aktualisieren",
        unkept="Dieser Browser speichert für diese Seite nichts: Der Lernstand bleibt nur, bis sie geschlossen wird. "
        "Bitte vorher exportieren.",
        full="Der Speicher des Browsers ist voll: Neue Einträge bleiben nur, bis die Seite geschlossen wird. Bitte "
        "vorher exportieren.",
        damaged="Ein Teil des Lernstands in diesem Browser ist beschädigt: Er wird bis dahin gelesen und bleibt, wie "
        "er ist.",
        private="Der Lernstand bleibt in diesem Browser. Die exportierte Datei enthält Kartennummern, Zeiten und "
        "Bewertungen; ein Import vereint beide Seiten und überschreibt nichts.",
        study="Lernen", offer="fällig {due}, neu {new}", leave="Beenden", undo="Rückgängig", progress="Fortschritt",
        counts="Neu {new} · In Arbeit {learning} · Fällig {due}", grade="Bewertung",
        grades=("Nochmal", "Schwer", "Gut", "Einfach"),
        keys="Leertaste zeigt die Antwort; 1 nochmal, 2 schwer, 3 oder Leertaste gut, 4 einfach; U rückgängig, Esc "
        "beenden",
        graded="{grade}, wieder in {wait}; noch {left}", undone="Rückgängig gemacht", ended="Für heute fertig",
        done="Antworten: {count}, davon nochmal: {again}, Dauer: {time}", next="In {wait} fällig: {count}",
        unexported="Noch nicht exportierte Einträge: {count}", more="10 weitere neue Karten",
    ),
    handout=HandoutWords(
        continued="Tabelle, Fortsetzung", figure="Abbildung {number}", table="Tabelle {number}", levels=("leicht", "mittel", "schwer"), crib="Auf einen Blick: Kernpunkte",
        made_with="Erstellt mit", fonts="Schriften",
    ),
)
