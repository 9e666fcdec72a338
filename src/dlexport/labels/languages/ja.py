"""Japanese."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="問題", answer="解答", analysis="解説", keypoints="要点", references="参考文献",
    contents="目次", cover="表紙", title_page="扉", appendix="付録：問題一覧", colophon="奥付",
    tags="タグ", topic="テーマ", difficulty="難易度", chapter="第{number}章",
    place="第{chapter}章 第{place}問（通し番号{number}）",
    version="バージョン {version}", license="ライセンス", show="表示", comma="、", colon="：", day="{year}年{month}月{day}日",
    quiz="小テスト", cards="問答カード", answer_key="解答", name="氏名", date="日付", score="得点",
    series="第{seed}組", calibration="両面印刷の位置合わせ",
    ruler="印刷したら裏面を光に透かして見ます。裏の十字は表の十字に重なるはずです。裏が右または上に何ミリずれているかを測り、"
    "その分だけdxまたはdyを減らします。逆向きなら増やします。",
    count="全{count}問", elsewhere="{parts}は冊子を参照", to_do="未完了", done="完了",
    true="正しい", false="誤り", hint="ヒント", source="出典",
    points="{points}点", right="正解", why="理由", part="（{number}）", alternative="または",
    excerpt="抜粋：{topic}",
    callouts={"note": "補足", "tip": "ヒント", "important": "重要", "warning": "注意", "caution": "警告"},
    months=(),
    citation=Citation(": ", "", ", ", ", "),
    east_citation=Citation("", "「", "」", "、"),
    deck=DeckWords(
        retired="この問題は問題集から削除されました。もう学習しないでください：{title}",
        left="問題集から外れた問題：{names}。カードはそのまま残ります。削除するときは、ブラウザで次の検索を使って探してください。",
        masked="▁▁▁",
        which="これはどの問題の解答ですか。",
        report="誤りを見つけたら、カードの番号を添えて {address} までお知らせください。",
        report_how="誤りを見つけたら、カードの番号を添えて問題集の作者にお知らせください。",
        topic="{bank}：{topic}",
    ),
    book=BookWords(
        questions="問題", answers="解答と解説", to_answer="解答へ", to_question="問題に戻る", hint="ヒント{number}",
        start="本文", identifier="識別子", modified="更新日", made_with="制作", homepage="ウェブサイト", authors="著者",
        language="言語", levels="難易度 {level}（3段階）",
        accessibility=(
            "本文はすべて文字の大きさと段組みを変えることができ、読む順に並んでいます。見出しには階層があり、目次から各問題へ"
            "移動できます。画像には代替テキスト、数式には LaTeX のテキストがあります。点滅、動画、音声はありません。"
        ),
    ),
    page=PageWords(
        language="ja",
        skip="本文へ移動", tools="検索と学習", search="検索（空白で区切った語をすべて含む）", find="検索", every="すべて",
        levels="難易度 {level}（3段階）", found="{count}問", nothing="条件に合う問題はありません。", clear="検索と絞り込みを解除",
        filters="絞り込み", standing="習熟度", fresh="未学習", due="要復習", known="習得済み", link="問題{number}へのリンク",
        selftest="自己テスト", show="解答を表示", hide="解答を隠す", blank="空欄：押すと表示",
        right="正解", wrong="不正解", check="答え合わせ", scored="正解：{right}／{all}", typed="解答を入力",
        settings="設定", limit="1日の新規カード", no_limit="無制限", points="要点も学ぶ",
        swipes="解答を見たあとスワイプで評価（右：正解、左：もう一度）",
        smaller="文字を小さく", larger="文字を大きく", theme="外観", system="システムに合わせる", day="昼", night="夜",
        save="復習記録を書き出す", load="復習記録を読み込む", imported="読み込みました。新しい記録：{count}件",
        bad_file="このファイルはこの問題集の復習記録ではありません",
        newer_file="このファイルは新しい版のものです。先に学習ページを更新してください",
        unkept="ブラウザがこのページのデータを保存しません。復習記録はページを閉じるまでしか残らないので、その前に書き出してください。",
        full="ブラウザの保存領域がいっぱいです。新しい復習記録はページを閉じるまでしか残らないので、その前に書き出してください。",
        damaged="ブラウザ内の復習記録の一部が壊れています。壊れた所の手前まで読み込み、壊れた部分はそのまま残します。",
        private="記録はこのブラウザの中だけにあります。書き出したファイルにはカード番号、時刻、評価が入ります。読み込むと両方の記録が"
        "合わさり、上書きはされません。",
        study="学習", offer="復習 {due}、新規 {new}", leave="終了", undo="元に戻す", progress="進み具合",
        counts="新規 {new} · 学習中 {learning} · 復習 {due}", grade="評価",
        grades=("もう一度", "難しい", "正解", "簡単"),
        keys="スペースで解答を表示；1 もう一度、2 難しい、3 またはスペース 正解、4 簡単；U 元に戻す、Esc 終了",
        graded="{grade}。次は{wait}後、残り{left}枚", undone="元に戻しました", ended="今日の分は終わりです",
        done="回答{count}回、うちもう一度{again}回、所要時間{time}", next="{wait}後に{count}枚",
        unexported="まだ書き出していない記録：{count}件", more="新規カードをあと10枚",
    ),
    handout=HandoutWords(
        continued="表（続き）", figure="図{number}", table="表{number}", levels=("基礎", "標準", "発展"), crib="直前チェック",
        made_with="制作ツール", fonts="書体",
    ),
)
