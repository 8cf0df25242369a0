"""The plot of benchmarks/growth.py."""

import math
from collections.abc import Mapping

LEFT, TOP, WIDTH, HEIGHT = 60, 10, 460, 370
GAP = 13
"""Between two names beside the plot."""


def plot(costs: Mapping[str, Mapping[int, float]]) -> str:
    """Command → roles → CPU seconds, as an SVG in powers of ten; what rises as the dashed lines do is linear."""
    sizes = sorted({roles for of in costs.values() for roles in of})
    every = [cpu for of in costs.values() for cpu in of.values()]
    low, high = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))

    def across(roles: float) -> float:
        return LEFT + WIDTH * math.log10(roles / sizes[0]) / math.log10(sizes[-1] / sizes[0])

    def down(cpu: float) -> float:
        return TOP + HEIGHT * (high - math.log10(cpu)) / (high - low)

    drawn = [f'<clipPath id="p"><path d="M{LEFT},{TOP}h{WIDTH}v{HEIGHT}h-{WIDTH}z"/></clipPath>']
    for power in range(low - 3, high + 1):
        ends = f"M{LEFT},{down(10**power):.0f}L{LEFT + WIDTH},{down(10**power * sizes[-1] / sizes[0]):.0f}"
        drawn.append(f'<path d="{ends}" stroke="#ccc" stroke-dasharray="3" clip-path="url(#p)"/>')
    for power in range(low, high + 1):
        drawn.append(f'<path d="M{LEFT},{down(10**power):.0f}h{WIDTH}" stroke="#ddd"/>')
        drawn.append(_text(LEFT - 6, down(10**power) + 4, f"{10**power:g} s", "#555", "end"))
    drawn += [_text(across(size), TOP + HEIGHT + 16, f"{size:,}", "#555", "middle") for size in sizes]
    taken = float("inf")
    for number, (name, of) in enumerate(sorted(costs.items(), key=lambda one: max(one[1].items())[1])):
        points = " ".join(f"{across(roles):.0f},{down(cpu):.0f}" for roles, cpu in sorted(of.items()))
        colour = f"hsl({number * 137 % 360} 60% 35%)"
        drawn.append(f'<polyline points="{points}" stroke="{colour}" stroke-width="2" fill="none"/>')
        taken = min(down(max(of.items())[1]) + 4, taken - GAP)
        drawn.append(_text(LEFT + WIDTH + 8, taken, name, colour, "start"))
    box = f"0 0 {LEFT + WIDTH + 130} {TOP + HEIGHT + 24}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif" font-size="11">'
    return f"{head}{''.join(drawn)}</svg>\n"


def _text(across: float, down: float, words: str, colour: str, anchor: str) -> str:
    return f'<text x="{across:.0f}" y="{down:.0f}" fill="{colour}" text-anchor="{anchor}">{words}</text>'
