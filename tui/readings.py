"""How the names of commands are read, so that 「もど」 finds 「元に戻す」 while the input method still waits.

The table holds the words that occur in them; a name gets its reading word by word, the longest first. Whoever adds a
command adds what is missing here: a test reads all of them.
"""

import re

_READINGS = """
当 あ  青空市 あおぞらし  明 あか  新 あたら  後 あと  案 あん  入 い  言 い  要 い  行く いく
一覧 いちらん  今 いま  入れ いれ  引用 いんよう  上 うえ  写 うつ  移 うつ  選 えら  押 お
終 お  大 おお  送 おく  行う おこなう  同 おな  覚え書き おぼえがき  重 おも  変 か  書 か
替 か  課 か  隠 かく  架空 かくう  確認 かくにん  方 かた  形 かたち  環境変数 かんきょうへんすう
関係 かんけい  該当 がいとう  画面 がめん  切 き  決 き  記号 きごう  基準日 きじゅんび
記入欄 きにゅうらん  競合 きょうごう  記録 きろく  行 ぎょう  行列 ぎょうれつ  区切 くぎ  鎖 くさり
暗 くら  加 くわ  消 け  計画 けいかく  決定 けってい  検索 けんさく  原文 げんぶん  込 こ  高 こう
公開 こうかい  候補 こうほ  項目 こうもく  答 こた  言葉 ことば  個別 こべつ  根拠 こんきょ
最後 さいご  採用 さいよう  先 さき  定 さだ  左右 さゆう  知 し  施策 しさく  下 した  下見 したみ
指摘 してき  絞 しぼ  章 しょう  詳細 しょうさい  印 しるし  事実 じじつ  実 じつ  自分 じぶん
条 じょう  条件 じょうけん  状態 じょうたい  条文 じょうぶん  情報 じょうほう  進 すす  図 ず  済 ず
説明 せつめい  選択 せんたく  全画面 ぜんがめん  全文 ぜんぶん  操作 そうさ  外 そと  存 ぞん  足 た
帳 ちょう  対応付け たいおうづけ  対象 たいしょう  確 たし  試 ため  担当 たんとう  担当課 たんとうか  端末 たんまつ
出 だ  題名 だいめい  団体 だんたい  付 つ  使 つか  次 つぎ  作 つく  続 つづ  手 て
点検 てんけん  取 と  問 と  閉 と  所 ところ  途中 とちゅう  取込 とりこみ  独自 どくじ  名 な
直 なお  何 なに  名前 なまえ  並 なら  年度 ねんど  残 のこ  除 のぞ  配色 はいしょく  入り はいり
入る はいる  柱 はしら  外す はずす  版 はん  判断 はんだん  場所 ばしょ  番号 ばんごう  日 ひ
左 ひだり  人 ひと  一つ ひとつ  表 ひょう  表示 ひょうじ  標準 ひょうじゅん  開 ひら  文 ぶん  分野 ぶんや
変更 へんこう  別 べつ  法令 ほうれい  保存 ほぞん  本文 ほんぶん  待 ま  前 まえ  見 み
見方 みかた  右 みぎ  未設定 みせってい  道 みち  道筋 みちすじ  見本 みほん  目次 もくじ
目標 もくひょう  目録 もくろく  文字 もじ  元 もと  戻 もど  読 よ  様式 ようしき
留意事項 りゅういじこう  理由 りゆう  両方 りょうほう  履歴 りれき  列 れつ  枠 わく
"""
_TABLE = dict(zip(_READINGS.split()[::2], _READINGS.split()[1::2], strict=True))
_WORD = re.compile("|".join(sorted(_TABLE, key=len, reverse=True)))


def reading(name: str) -> str:
    """The name with kana for its words."""
    return _WORD.sub(lambda word: _TABLE[word[0]], name)
