"""Chinese, traditional, as in Taiwan."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="問題", answer="答案", analysis="解析", keypoints="要點", references="參考資料",
    contents="目錄", cover="封面", title_page="書名頁", appendix="附錄：全部題目一覽", colophon="版本說明",
    tags="標籤", topic="主題", difficulty="難度", chapter="第{numeral}章",
    place="第{chapter}章第{place}題（總第{number}題）",
    version="版本 {version}", license="授權", show="展開", comma="、", colon="：", day="{year}年{month}月{day}日",
    quiz="測驗", cards="問答卡片", answer_key="參考答案", name="姓名", date="日期", score="得分", series="卷 {seed}",
    calibration="雙面列印套準校驗",
    ruler="印好後從背面對著光看：背面的十字應落在正面的十字上。背面偏右或偏上幾公釐，就把dx或dy減去幾；方向相反則加。",
    count="共{count}題", elsewhere="{parts}見講義", to_do="未完成", done="已完成",
    true="正確", false="錯誤", hint="提示", source="出處",
    points="{points}分", right="正確選項", why="理由", part="（{number}）", alternative="或",
    excerpt="節選：{topic}",
    callouts={"note": "說明", "tip": "提示", "important": "重要", "warning": "注意", "caution": "警告"},
    months=(),
    citation=Citation(". ", "", ". ", ", "),
    east_citation=Citation("，", "〈", "〉，", "，"),
    deck=DeckWords(
        retired="這道題已從題庫移除，請勿再學：{title}",
        left="已移出題庫：{names}。它們的卡片仍保留原樣；要刪除，請在瀏覽器裡用下面的搜尋找到它們。",
        masked="▁▁▁",
        which="這是哪道題的答案？",
        report="發現錯誤？請到 {address} 回報，並附上卡片上的題號。",
        report_how="發現錯誤？請告訴題庫的作者，並附上卡片上的題號。",
        topic="{bank}：{topic}",
    ),
    book=BookWords(
        questions="題目", answers="答案與解析", to_answer="看答案", to_question="回到題目", hint="提示{number}",
        start="正文", identifier="識別碼", modified="修訂時間", made_with="製作工具", homepage="網站", authors="作者",
        language="語言", levels="{level} 級，共 3 級",
        accessibility=(
            "本書全部內容均可調整字級與版面，並依閱讀順序排列；標題分級，目錄可達每一道題；"
            "圖片有替代文字，公式有 LaTeX 文字；不含閃爍、動畫與聲音。"
        ),
    ),
    page=PageWords(
        language="zh-TW",
        skip="跳到正文", tools="尋找與學習", search="搜尋（以空格分隔，須全部出現）", find="搜尋", every="全部",
        levels="{level} 級，共 3 級", found="共 {count} 題", nothing="沒有符合條件的題目。", clear="清除搜尋與篩選",
        filters="篩選", standing="掌握情況", fresh="沒學過", due="該複習", known="會了", link="第 {number} 題的連結",
        selftest="自測", show="顯示答案", hide="收起答案", blank="填空，點按顯示",
        right="答對了", wrong="不對", check="核對", scored="答對 {right}/{all}", typed="填寫答案",
        settings="設定", limit="每天新卡", no_limit="不限", points="也學要點",
        swipes="看過答案後滑動評分（右：良好，左：重來）",
        smaller="縮小字級", larger="放大字級", theme="外觀", system="跟隨系統", day="白天", night="夜間",
        save="匯出複習紀錄", load="匯入複習紀錄", imported="已匯入，新增 {count} 筆紀錄",
        bad_file="這個檔案不是本題庫的複習紀錄", newer_file="這個檔案來自較新的版本，請先更新學習頁",
        unkept="瀏覽器不為本頁儲存資料：複習紀錄只留到關閉頁面為止，請在關閉前匯出。",
        full="瀏覽器的儲存空間已滿：新的複習紀錄只留到關閉頁面為止，請在關閉前匯出。",
        damaged="瀏覽器裡有一部分複習紀錄已損壞，只能讀到損壞處為止；損壞的部分原樣保留。",
        private="紀錄只存在這個瀏覽器裡。匯出的檔案含卡片編號、時間和評分；匯入時兩邊的紀錄合併，不會互相覆蓋。",
        study="學習", offer="複習 {due}，新 {new}", leave="退出", undo="復原", progress="學習進度",
        counts="新 {new} · 學習中 {learning} · 複習 {due}", grade="評分", grades=("重來", "困難", "良好", "簡單"),
        keys="空白鍵顯示答案；1 重來，2 困難，3 或空白鍵 良好，4 簡單；U 復原，Esc 退出",
        graded="{grade}，{wait}後再見；還剩 {left} 張", undone="已復原", ended="今天的學完了",
        done="答了 {count} 次，其中重來 {again} 次，用時{time}", next="{wait}後到期 {count} 張",
        unexported="{count} 筆紀錄還沒有匯出", more="再學 10 張新卡",
    ),
    handout=HandoutWords(
        continued="續表", figure="圖 {number}", table="表 {number}", levels=("基礎", "進階", "較難"), crib="考前速覽",
        made_with="製作工具", fonts="字型",
    ),
)
