# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured, as a table for people and as a picture."""

import os
from xml.sax.saxutils import escape

WIDTH = 860
# Where the bars begin and end; what stands behind them is the figure.
LEFT, RIGHT = 220, 700
BAR, TITLE, GAP = 20, 24, 14
HEAD = 66
OURS, THEIRS, BOUND = '#1a5fb4', '#9a9996', '#c01c28'


class Row:
    """One measurement by several programs; smaller is better."""

    def __init__(self, what, unit, ours, others, bound):
        self.what = what
        self.unit = unit
        self.ours = ours
        self.others = others
        self.bound = bound

    def met(self):
        """Whether the bound is kept, in a word or three; nothing where there is none."""
        if self.bound is None:
            return ''
        if self.ours <= self.bound:
            return 'yes'
        return f'no, {self.ours / self.bound:.2f} times' if self.bound > 0 else 'no'

    def ratios(self):
        """Program to our figure in theirs; a figure of nothing has no ratio."""
        return {name: self.ours / figure for name, figure in self.others.items() if figure > 0}

    def line(self):
        ratios = self.ratios()
        parts = [f'{self.what:44} rrmail {self.ours:9.2f} {self.unit}']
        for name, figure in self.others.items():
            ratio = f' (ratio {ratios[name]:.2f})' if name in ratios else ''
            parts.append(f'{name} {figure:9.2f}{ratio}')
        if self.bound is not None:
            parts.append(f'at most {self.bound:.4g}{"" if self.met() == "yes" else ", missed"}')
        return ', '.join(parts)

    def markdown(self):
        """A line for each program that it is compared with, so that each ratio has its own."""
        bound = '' if self.bound is None else f'{self.bound:.4g}'
        ratios = self.ratios()
        own = f'| {self.what}, {self.unit} | {self.ours:.2f} | {bound} | {self.met()} |'
        if not self.others:
            return [own + ' | | |']
        lines = []
        for name, figure in self.others.items():
            ratio = f'{ratios[name]:.2f}' if name in ratios else ''
            lines.append(f'{own if not lines else "| | | | |"} {name} | {figure:.2f} | {ratio} |')
        return lines


class Table:
    """The rows, in the order of their measurement; the first program is ours."""

    def __init__(self):
        self.rows = []

    def add(self, what, unit, ours, others, bound=None):
        """others: program to figure.  bound: what ours should be at most, as a figure."""
        self.rows.append(Row(what, unit, ours, others, bound))
        print(self.rows[-1].line(), flush=True)

    def summary(self):
        """How many bounds are kept."""
        bounds = [row.met() for row in self.rows if row.bound is not None]
        return f'{bounds.count("yes")} of {len(bounds)} bounds are met.'

    def markdown(self):
        lines = ['| what | rrmail | at most | met | beside | takes | ratio |',
                 '|---|--:|--:|---|---|--:|--:|']
        for row in self.rows:
            lines += row.markdown()
        return '\n'.join(lines) + f'\n\nSmaller is better. {self.summary()}\n'

    def picture(self):
        """Bars, each row in a scale of its own.  A figure that has nothing beside it is none."""
        parts, top = [], HEAD
        for row in self.rows:
            if row.others or row.bound is not None:
                top = draw(parts, row, top)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" '
                f'width="{WIDTH}" height="{top}" role="img" font-family="sans-serif" '
                'font-size="13" fill="#241f31"><title>What rrmail takes beside other programs'
                '</title><rect width="100%" height="100%" fill="white"/>'
                + head(self.summary()) + ''.join(parts) + '</svg>\n')

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'bench.md'), 'w', encoding='utf-8') as file:
            file.write(self.markdown())
        with open(os.path.join(folder, 'bench.svg'), 'w', encoding='utf-8') as file:
            file.write(self.picture())


def head(summary):
    """The title, and what the colours say."""
    parts = [text(10, 24, 'What rrmail takes beside other programs',
                  'font-size="18" font-weight="bold"')]
    left = 10
    for colour, width, name in ((OURS, 14, 'rrmail'), (THEIRS, 14, 'others'),
                                (BOUND, 2, 'what rrmail may take')):
        parts.append(rectangle(left, 39, width, 12, colour))
        parts.append(text(left + width + 6, 50, name))
        left += width + 20 + 8 * len(name)
    parts.append(text(WIDTH - 10, 50, f'Shorter is better. {summary}', 'text-anchor="end"'))
    return ''.join(parts)


def draw(parts, row, top):
    """Adds the bars of a row; returns where the next one begins."""
    figures = {'rrmail': row.ours, **row.others}
    most = max([*figures.values(), row.bound or 0]) or 1
    begin = top + TITLE
    parts.append(text(10, top + 16, f'{row.what}, {row.unit}', 'font-weight="bold"'))
    if row.bound is not None:
        met = 'met' if row.met() == 'yes' else 'missed'
        parts.append(text(WIDTH - 10, top + 16, f'at most {row.bound:.4g}: {met}',
                          f'text-anchor="end" fill="{BOUND if met == "missed" else "#26a269"}"'))
    for name, figure in figures.items():
        width = (RIGHT - LEFT) * figure / most
        ratio = row.ratios().get(name)
        told = f'{figure:.2f}' + (f' (rrmail: {ratio:.2f} of it)' if ratio is not None else '')
        top_of_bar = begin + BAR * list(figures).index(name)
        parts.append(text(LEFT - 10, top_of_bar + 14, name, 'text-anchor="end"'))
        parts.append(rectangle(LEFT, top_of_bar + 2, width, BAR - 4,
                               OURS if name == 'rrmail' else THEIRS))
        if name == 'rrmail' and row.bound is not None:
            width = max(width, (RIGHT - LEFT) * row.bound / most)
        parts.append(text(LEFT + width + 8, top_of_bar + 14, told))
    end = begin + BAR * len(figures)
    if row.bound is not None:
        # As high as our own bar, since it is meant for no other.
        parts.append(rectangle(LEFT + (RIGHT - LEFT) * row.bound / most - 1, begin - 2, 2, BAR + 2,
                               BOUND))
    return end + GAP


def text(x, y, words, more=''):
    return f'<text x="{x:.1f}" y="{y}" {more}>{escape(words)}</text>'


def rectangle(x, y, width, height, colour):
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" fill="{colour}"/>'
