"""The words of exams in English, German, French, Spanish and Russian."""

from __future__ import annotations

from typing import Final

from dlexport.exporters.pdf.quiz.words import Counted, ExamWords

_BRACKET: Final = "(\u2003\u2003)"

_ENGLISH: Final = ExamWords(
    version=" – Version {name}", questions=Counted("{n} question", "{n} questions"),
    points=Counted("{n} point", "{n} points"), minutes=Counted("{n} minute", "{n} minutes"),
    info="{count}", full="{points}", time="{minutes}", gap=" – ",
    fields={"Name": 0.4, "Date": 0.22, "Score": 0.2}, notes="Instructions",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, {each} each, {points}",
    some="{count}, {points}",
    kinds={"single": "Multiple choice", "multiple": "Multiple answers", "true_false": "True or false",
           "blanks": "Fill in the blanks", "open": "Short answers", "parts": "Problems"},
    tasks={"single": "Choose the one best answer.", "multiple": "More than one answer is right: choose all that are.",
           "true_false": "Write T for true or F for false.", "blanks": "", "open": "", "parts": "Show your work."},
    choice="Multiple choice", worth="({points}) ", bracket=_BRACKET, page="Page {page} of {pages}",
    grader=("Section", "Score", "Grader", "Total"), seal="Do not write beyond this line",
    sealed=("School", "Class", "Name", "Number"), sheet="Answer sheet",
    sheet_notes="Fill the boxes with a dark pencil; erase cleanly to change; do not fold the sheet.",
    number="Number", key="Answer key", table="Answers", answers="Model answers", others="{name}: {number}",
    true="T", false="F",
)
_GERMAN: Final = ExamWords(
    version=" – Gruppe {name}", questions=Counted("{n} Aufgabe", "{n} Aufgaben"),
    points=Counted("{n} Punkt", "{n} Punkte"), minutes=Counted("{n} Minute", "{n} Minuten"),
    info="{count}", full="{points}", time="{minutes}", gap=" – ",
    fields={"Name": 0.4, "Datum": 0.22, "Punkte": 0.2}, notes="Hinweise",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, je {each}, zusammen {points}",
    some="{count}, zusammen {points}",
    kinds={"single": "Einfachauswahl", "multiple": "Mehrfachauswahl", "true_false": "Richtig oder falsch",
           "blanks": "Lückentext", "open": "Kurze Antworten", "parts": "Aufgaben"},
    tasks={"single": "Genau eine Antwort ist richtig.", "multiple": "Mehrere Antworten sind richtig; nur alle zusammen "
           "zählen.", "true_false": "Schreiben Sie R für richtig oder F für falsch.", "blanks": "", "open": "",
           "parts": "Der Lösungsweg muss erkennbar sein."},
    choice="Auswahlaufgaben", worth="({points}) ", bracket=_BRACKET, page="Seite {page} von {pages}",
    grader=("Teil", "Punkte", "Geprüft", "Summe"), seal="Jenseits dieser Linie nichts schreiben",
    sealed=("Schule", "Klasse", "Name", "Nummer"), sheet="Antwortbogen",
    sheet_notes="Kästchen mit weichem Bleistift füllen; zum Ändern sauber radieren; den Bogen nicht falten.",
    number="Nummer", key="Lösungen", table="Auswahlaufgaben", answers="Musterlösungen", others="{name}: {number}",
    true="R", false="F",
)
_FRENCH: Final = ExamWords(
    version=" – Sujet {name}", questions=Counted("{n} question", "{n} questions"),
    points=Counted("{n} point", "{n} points"), minutes=Counted("{n} minute", "{n} minutes"),
    info="{count}", full="{points}", time="{minutes}", gap=" – ",
    fields={"Nom": 0.4, "Date": 0.22, "Note": 0.2}, notes="Consignes",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, {each} par question, {points} au total",
    some="{count}, {points} au total",
    kinds={"single": "Choix unique", "multiple": "Choix multiples", "true_false": "Vrai ou faux",
           "blanks": "Textes à trous", "open": "Réponses courtes", "parts": "Problèmes"},
    tasks={"single": "Une seule réponse est juste.", "multiple": "Plusieurs réponses sont justes : il faut les trouver "
           "toutes.", "true_false": "Écrivez V pour vrai ou F pour faux.", "blanks": "", "open": "",
           "parts": "Justifiez vos réponses."},
    choice="Questions à choix", worth="({points}) ", bracket=_BRACKET, page="Page {page} sur {pages}",
    grader=("Partie", "Points", "Correcteur", "Total"), seal="Ne rien écrire au-delà de cette ligne",
    sealed=("École", "Classe", "Nom", "Numéro"), sheet="Feuille de réponses",
    sheet_notes="Noircissez les cases au crayon ; gommez proprement pour corriger ; ne pliez pas la feuille.",
    number="Numéro", key="Corrigé", table="Réponses aux questions à choix", answers="Réponses attendues",
    others="{name} : {number}", true="V", false="F",
)
_SPANISH: Final = ExamWords(
    version=" – Modelo {name}", questions=Counted("{n} pregunta", "{n} preguntas"),
    points=Counted("{n} punto", "{n} puntos"), minutes=Counted("{n} minuto", "{n} minutos"),
    info="{count}", full="{points}", time="{minutes}", gap=" – ",
    fields={"Nombre": 0.4, "Fecha": 0.22, "Nota": 0.2}, notes="Instrucciones",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, {each} cada una, {points} en total",
    some="{count}, {points} en total",
    kinds={"single": "Opción única", "multiple": "Opción múltiple", "true_false": "Verdadero o falso",
           "blanks": "Completar", "open": "Respuestas breves", "parts": "Problemas"},
    tasks={"single": "Solo una respuesta es correcta.", "multiple": "Varias respuestas son correctas: elíjalas todas.",
           "true_false": "Escriba V si es verdadero o F si es falso.", "blanks": "", "open": "",
           "parts": "Muestre el desarrollo."},
    choice="Preguntas de opción", worth="({points}) ", bracket=_BRACKET, page="Página {page} de {pages}",
    grader=("Parte", "Puntos", "Corrector", "Total"), seal="No escriba más allá de esta línea",
    sealed=("Centro", "Clase", "Nombre", "Número"), sheet="Hoja de respuestas",
    sheet_notes="Rellene las casillas a lápiz; borre bien para corregir; no doble la hoja.",
    number="Número", key="Soluciones", table="Preguntas de opción", answers="Respuestas modelo",
    others="{name}: {number}", true="V", false="F",
)
_RUSSIAN: Final = ExamWords(
    version=" – Вариант {name}", questions=Counted("{n} вопрос", "{n} вопросов", "{n} вопроса"),
    points=Counted("{n} балл", "{n} баллов", "{n} балла"), minutes=Counted("{n} мин", "{n} мин"),
    info="{count}", full="{points}", time="время: {minutes}", gap=" – ",
    fields={"Фамилия, имя": 0.44, "Дата": 0.2, "Балл": 0.18}, notes="Указания",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, за каждый {each}, всего {points}",
    some="{count}, всего {points}",
    kinds={"single": "Выбор одного ответа", "multiple": "Выбор нескольких ответов", "true_false": "Верно или неверно",
           "blanks": "Заполните пропуски", "open": "Краткие ответы", "parts": "Задачи"},
    tasks={"single": "Верен только один ответ.", "multiple": "Верны несколько ответов: выберите все.",
           "true_false": "Напишите В, если верно, или Н, если неверно.", "blanks": "", "open": "",
           "parts": "Приведите ход решения."},
    choice="Вопросы с выбором ответа", worth="({points}) ", bracket=_BRACKET, page="Страница {page} из {pages}",
    grader=("Часть", "Баллы", "Проверил", "Итого"), seal="За этой линией ничего не писать",
    sealed=("Школа", "Класс", "Имя", "Номер"), sheet="Бланк ответов",
    sheet_notes="Закрашивайте клетки карандашом; для исправления чисто сотрите; бланк не сгибайте.",
    number="Номер", key="Ответы", table="Ответы на вопросы с выбором", answers="Образцы ответов",
    others="{name}: {number}", true="В", false="Н",
)
WORDS: Final = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "ru": _RUSSIAN}
"""Language -> its words."""
