"""Chinese, traditional, as in Hong Kong and Macau: what Taiwan calls otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dlexport.labels.languages import zh_hant

_TAIWAN = zh_hant.LABELS

LABELS: Final = replace(
    _TAIWAN,
    license="授權條款", calibration="雙面打印套準校驗",
    ruler="印好後從背面對着光看：背面的十字應落在正面的十字上。背面偏右或偏上幾毫米，就把dx或dy減去幾；方向相反則加。",
    east_citation=_TAIWAN.east_citation._replace(opening="《", closing="》，"),
    deck=replace(
        _TAIWAN.deck,
        left="已移出題庫：{names}。它們的卡片仍保留原樣；要刪除，請在瀏覽器裏用下面的搜尋找到它們。",
        report="發現錯誤？請到 {address} 反映，並附上卡片上的題號。",
    ),
    book=replace(
        _TAIWAN.book, identifier="識別碼", homepage="網頁",
        accessibility=(
            "本書全部內容均可調整字體大小與版面，並按閱讀次序排列；標題分級，目錄可達每一道題；"
            "圖片有替代文字，公式有 LaTeX 文字；不含閃爍、動畫與聲音。"
        ),
    ),
    page=replace(
        _TAIWAN.page, language="zh-HK",
        due="該温習", smaller="縮小字體", larger="放大字體", system="跟隨系統", day="日間",
        save="匯出温習紀錄", load="匯入温習紀錄", imported="已匯入，新增 {count} 項紀錄",
        bad_file="這個檔案不是本題庫的温習紀錄",
        unkept="瀏覽器不為本頁儲存資料：温習紀錄只留到關閉頁面為止，請在關閉前匯出。",
        full="瀏覽器的儲存空間已滿：新的温習紀錄只留到關閉頁面為止，請在關閉前匯出。",
        damaged="瀏覽器裏有一部分温習紀錄已損壞，只能讀到損壞處為止；損壞的部分原樣保留。",
        private="紀錄只存在這個瀏覽器裏。匯出的檔案含卡片編號、時間和評分；匯入時兩邊的紀錄合併，不會互相覆蓋。",
        offer="温習 {due}，新 {new}", counts="新 {new} · 學習中 {learning} · 温習 {due}",
        unexported="{count} 項紀錄還沒有匯出",
    ),
)
