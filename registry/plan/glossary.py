"""Terms that a draft uses, defined as the draft uses them."""

from collections.abc import Iterator

from registry.plan.document import Block, Grid, Heading, Text, texts_of
from registry.plan.inputs import Place, Writer

TERMS = (
    ("AI", "人工知能。文章や画像などのデータから学び、推論や生成を行う技術"),
    ("BPR", "業務の進め方を根本から見直し、組み立て直すこと（業務改革）"),
    (
        "DX",
        "デジタル技術とデータを使い、業務や住民サービスの在り方を変えること（デジタル・トランスフォーメーション）",
    ),
    ("EBPM", "統計などの根拠に基づいて政策を立案し、評価すること"),
    ("GTFS-JP", "バスの時刻、停留所などを記す標準的なバス情報フォーマット"),
    ("KPI", "目標に対する進み具合や効果を測る指標"),
    ("RPA", "定型の操作をソフトウェアが代わって行う仕組み"),
    ("オープンデータ", "誰もが二次利用できるルールの下、機械判読に適した形で、無償で公開されたデータ"),
    ("確認待ち", "目録に似た題名のデータがあり、同じものかを人が確かめる前の状態"),
    ("個別施策", "この計画で目標と担当を定めて取り組む一つ一つの施策"),
    ("公開可", "法令の定めに照らし、公開できると判定したもの"),
    ("条件付", "条件を満たせば公開できると判定したもの"),
    ("重点分野", "国の計画や指針が、重点的に取り組むとした分野"),
    ("情報項目", "法令に基づいて地方公共団体が保有する情報の区分"),
    ("標準データセット", "自治体標準オープンデータセット。地方公共団体のデータの項目と形式をそろえる標準"),
    ("目録", "団体が公開しているデータの一覧"),
)
"""Word and meaning, in the order of the glossary."""


def glossary(writer: Writer, place: Place) -> Iterator[Block]:
    """The glossary of the terms that occur in the plan so far; nothing when none does."""
    texts = []
    for block in writer.written:
        texts += [text.text for text in texts_of(block)]
        if isinstance(block, Heading):
            texts.append(block.text)
        if isinstance(block, Grid):
            texts += [block.caption, *block.columns]
    whole = "\n".join(texts)
    rows = tuple((Text(term), Text(meaning)) for term, meaning in TERMS if term in whole)
    if rows:
        yield Grid(
            id=f"{place.base}/terms",
            caption="この計画で使う用語",
            columns=("用語", "意味"),
            rows=rows,
            notes=(Text(writer.say("この表は、この計画での用語の使い方を定めるもの〔である|です〕。")),),
            definition=True,
        )
