"""Spanish."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="Pregunta", answer="Respuesta", analysis="Explicación", keypoints="Puntos clave",
    references="Referencias", contents="Índice", cover="Cubierta", title_page="Portada",
    appendix="Apéndice: todas las preguntas", colophon="Colofón", tags="Etiquetas", topic="Tema",
    difficulty="Dificultad", chapter="Capítulo {number}",
    place="Capítulo {chapter}, pregunta {place} (n.º {number})",
    version="Versión {version}", license="Licencia", show="Mostrar", comma=", ", colon=": ",
    day="{day} de {month} de {year}",
    quiz="Prueba", cards="Tarjetas", answer_key="Soluciones", name="Nombre", date="Fecha", score="Nota",
    series="Serie {seed}", calibration="Registro de la impresión a doble cara",
    ruler="Tras imprimir, mire el reverso al trasluz: sus cruces deben caer sobre las del anverso. Si está unos "
    "milímetros más a la derecha o más arriba, reste otros tantos a dx o dy; si es al contrario, súmelos.",
    count="{count} preguntas", elsewhere="{parts}: véanse los apuntes", to_do="pendiente", done="hecho",
    true="Verdadero", false="Falso", hint="Pista", source="Fuente", points="{points} puntos",
    right="Correcta", why="Por qué", part="({number})", alternative=" o ",
    excerpt="Extracto: {topic}",
    callouts={"note": "Nota", "tip": "Consejo", "important": "Importante", "warning": "Atención",
              "caution": "Precaución"},
    months=("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre"),
    citation=Citation(": ", "«", "», ", ", "),
    east_citation=Citation(": ", "«", "», ", ", "),
    deck=DeckWords(
        retired="Retirada del banco; no la estudie más: {title}",
        left="Ya no están en el banco: {names}. Sus tarjetas siguen como estaban; esta búsqueda en el explorador las "
        "encuentra:",
        masked="▁▁▁",
        which="¿A qué pregunta responde esto?",
        report="¿Ha encontrado un error? Avísenos en {address} e indique el número de la tarjeta.",
        report_how="¿Ha encontrado un error? Avise a los autores del banco e indique el número de la tarjeta.",
        topic="{bank}: {topic}",
    ),
    book=BookWords(
        questions="Preguntas", answers="Respuestas", to_answer="Ver la respuesta", to_question="Volver a la pregunta",
        hint="Pista {number}", start="Texto", identifier="Identificador", modified="Última modificación",
        made_with="Hecho con", homepage="Página web", authors="Autores", language="Idioma",
        levels="nivel {level} de 3",
        accessibility=(
            "Todo el texto puede ampliarse y recomponerse y sigue el orden de lectura; los títulos están jerarquizados "
            "y el índice lleva a cada pregunta; las imágenes tienen texto alternativo y las fórmulas su LaTeX; nada "
            "parpadea, se mueve ni suena."
        ),
    ),
    page=PageWords(
        language="es",
        skip="Ir a las preguntas", tools="Buscar y estudiar", search="Buscar (deben aparecer todas las palabras)",
        find="Buscar", every="Todo", levels="nivel {level} de 3", found="Preguntas: {count}",
        nothing="Ninguna pregunta coincide.", clear="Borrar búsqueda y filtros", filters="Filtros", standing="Dominio",
        fresh="Nueva", due="Por repasar", known="Sabida", link="Enlace a la pregunta {number}",
        selftest="Autoevaluación", show="Mostrar la respuesta", hide="Ocultar la respuesta",
        blank="Hueco: pulse para mostrarlo",
        right="Correcto", wrong="Incorrecto", check="Comprobar", scored="Correctas: {right} de {all}", typed="Tu respuesta",
        settings="Ajustes", limit="Tarjetas nuevas al día", no_limit="Sin límite", points="También los puntos clave",
        swipes="Calificar deslizando una vez vista la respuesta (derecha: bien, izquierda: otra vez)",
        smaller="Letra más pequeña", larger="Letra más grande", theme="Aspecto", system="Como el sistema", day="Día",
        night="Noche",
        save="Exportar repasos", load="Importar repasos", imported="Importado. Registros nuevos: {count}",
        bad_file="Este archivo no contiene repasos de este banco",
        newer_file="Este archivo viene de una versión más nueva: actualice antes la página de estudio",
        unkept="Este navegador no guarda nada de esta página: los repasos duran hasta que se cierre. Expórtelos antes.",
        full="El almacenamiento del navegador está lleno: los repasos nuevos duran hasta que se cierre la página. "
        "Expórtelos antes.",
        damaged="Parte de los repasos de este navegador está dañada: se leen hasta ahí y se dejan como están.",
        private="Los repasos se guardan solo en este navegador. El archivo exportado contiene números de tarjeta, horas "
        "y calificaciones; al importarlo se unen ambas partes y no se sobrescribe nada.",
        study="Estudiar", offer="por repasar {due}, nuevas {new}", leave="Salir", undo="Deshacer",
        progress="Progreso", counts="Nuevas {new} · En curso {learning} · Por repasar {due}", grade="Calificación",
        grades=("Otra vez", "Difícil", "Bien", "Fácil"),
        keys="Espacio muestra la respuesta; 1 otra vez, 2 difícil, 3 o espacio bien, 4 fácil; U deshace, Esc sale",
        graded="{grade}, de nuevo en {wait}; quedan {left}", undone="Deshecho", ended="Por hoy es todo",
        done="Respuestas: {count}, de ellas otra vez: {again}, en {time}", next="En {wait}: {count}",
        unexported="Registros sin exportar: {count}", more="10 tarjetas nuevas más",
    ),
    handout=HandoutWords(
        continued="Tabla (continuación)", figure="Figura {number}", table="Tabla {number}", levels=("fácil", "medio", "difícil"), crib="De un vistazo: puntos clave",
        made_with="Hecho con", fonts="Tipos de letra",
    ),
)
