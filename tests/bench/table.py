# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured, as a table for people and as a picture."""

import os
from xml.sax.saxutils import escape

BAR = 22
WIDTH = 760
LEFT = 240


class Table:
    """Rows of one measurement by several programs; the first program is ours."""

    def __init__(self):
        self.rows = []

    def add(self, what, unit, ours, others, target=None):
        """others: program to figure.  target: what ours should be at most, as a figure."""
        self.rows.append((what, unit, ours, others, target))
        print(self.line(self.rows[-1]), flush=True)

    @staticmethod
    def line(row):
        what, unit, ours, others, target = row
        parts = [f'{what:44} rrmail {ours:9.2f} {unit}']
        for program, figure in others.items():
            ratio = ours / figure if figure else float('nan')
            parts.append(f'{program} {figure:9.2f} (ratio {ratio:.2f})')
        if target is not None:
            parts.append(f'target {target:.4g}{"" if ours <= target else ", missed"}')
        return ', '.join(parts)

    def markdown(self):
        lines = ['| what | unit | rrmail | others | ratio | target |', '|---|---|---|---|---|---|']
        for what, unit, ours, others, target in self.rows:
            names = ', '.join(f'{name} {figure:.2f}' for name, figure in others.items())
            ratios = ', '.join(f'{ours / figure:.2f}' for figure in others.values() if figure)
            lines.append(f'| {what} | {unit} | {ours:.2f} | {names} | {ratios} | '
                         f'{"" if target is None else f"{target:.4g}"} |')
        return '\n'.join(lines) + '\n'

    def picture(self):
        """Bars, each row in a scale of its own."""
        parts, top = [], 10
        for what, unit, ours, others, _ in self.rows:
            figures = {'rrmail': ours, **others}
            most = max(figures.values()) or 1
            parts.append(f'<text x="10" y="{top + 15}" font-weight="bold">{escape(what)} '
                         f'({escape(unit)})</text>')
            top += BAR
            for name, figure in figures.items():
                width = (WIDTH - LEFT - 120) * figure / most
                colour = '#1a5fb4' if name == 'rrmail' else '#9a9996'
                parts.append(f'<text x="30" y="{top + 15}">{escape(name)}</text>'
                             f'<rect x="{LEFT}" y="{top + 2}" width="{width:.1f}" height="16" '
                             f'fill="{colour}"/>'
                             f'<text x="{LEFT + width + 6:.1f}" y="{top + 15}">{figure:.2f}</text>')
                top += BAR
            top += 8
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" '
                'font-family="sans-serif" font-size="13"><rect width="100%" height="100%" '
                'fill="white"/>' + ''.join(parts) + '</svg>\n')

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'bench.md'), 'w', encoding='utf-8') as file:
            file.write(self.markdown())
        with open(os.path.join(folder, 'bench.svg'), 'w', encoding='utf-8') as file:
            file.write(self.picture())
