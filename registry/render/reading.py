"""What the reading of a catalogue has to tell, in lines below a table."""

from collections.abc import Iterator, Sequence

from registry.catalogue.record import Repair, Skipped

_SHOWN = 20


def reading_notes(repairs: Sequence[Repair], skipped: Sequence[Skipped]) -> Iterator[str]:
    """What was put right in a file and which of its rows were left out."""
    for repair in repairs:
        place = f"{repair.line} 行目" if repair.line else ""
        times = f"{repair.count} 件" if repair.count > 1 else ""
        detail = "、".join(part for part in (place and f"最初は {place}", times) if part)
        yield f"補正: {repair.message}" + (f"（{detail}）" if detail else "")
    for row in skipped[:_SHOWN]:
        text = f"「{row.text}」" if row.text else ""
        yield f"読み飛ばし: {row.line} 行目 {row.reason}{text}"
    if len(skipped) > _SHOWN:
        yield f"読み飛ばし: ほか {len(skipped) - _SHOWN} 行（--format json ですべて見られます）"
