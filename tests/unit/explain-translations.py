#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language of po/LINGUAS is complete, keeps every slot and format, and stays polite: TAP.

Usage: explain-translations.py SOURCE-FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile

# What a translation must keep word for word.
KEPT = re.compile(r"\{[^}]*\}|webmail\.spectrum\.net|(?<!webmail\.)spectrum\.net|STARTTLS|SSL/TLS|"
                  r"Thunderbird|Outlook|IMAP|POP3|IPv[46]|\b\d{2,5}\b")
FUNCTIONS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3"]


def run(*command, **kwargs):
    return subprocess.run(command, capture_output=True, text=True, check=True, **kwargs).stdout


def template(source, folder):
    """All that is to be translated, as the sources have it now."""
    pot = os.path.join(folder, "all.pot")
    run("xgettext", "--from-code=UTF-8", "--files-from=po/POTFILES", f"--output={pot}",
        *[f"--keyword={name}" for name in FUNCTIONS],
        "--flag=g_strdup_printf:1:c-format", "--flag=g_string_append_printf:2:c-format",
        cwd=source)
    return pot


def unquote(block):
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', block))
    return text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def entries(po):
    """Yields (flags, msgid, [msgstr…]) of a catalogue."""
    for block in po.split("\n\n"):
        if re.search(r"^#~", block, re.MULTILINE) or "msgid" not in block:
            continue
        strings = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
        msgid = unquote(re.search(r"^msgid\s+" + strings, block, re.MULTILINE)[1])
        flags = " ".join(re.findall(r"^#, (.*)$", block, re.MULTILINE))
        texts = re.findall(r"^msgstr(?:\[\d\])?\s+" + strings, block, re.MULTILINE)
        if msgid:
            yield flags, msgid, [unquote(text) for text in texts]


def check_language(source, pot, language):
    po = os.path.join(source, "po", language + ".po")
    merged = run("msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file=-", po, pot)
    # What the sources do not say any more, msgmerge puts behind "#~".
    stale = re.findall(r'^#~ msgid (.*)$', merged, re.MULTILINE)
    missing, fuzzy, lost, rude = [], [], [], []
    for flags, msgid, texts in entries(merged):
        if "fuzzy" in flags:
            fuzzy.append(msgid)
        if not all(texts):
            missing.append(msgid)
            continue
        for text in texts:
            if set(KEPT.findall(msgid)) != set(KEPT.findall(text)):
                lost.append(f"{msgid} / {text}")
            if "!" in text and "!" not in msgid:
                rude.append(text)
            if msgid[-1] in "…:\n " and msgid[-1] != text[-1]:
                lost.append(f"{msgid!r} / {text!r}")
    return missing, fuzzy, lost, rude, stale


def report(number, problems, name):
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    for problem in problems[:40]:
        print("# " + problem.replace("\n", " "))
    return not problems


def main():
    source = sys.argv[1]
    languages = open(os.path.join(source, "po", "LINGUAS"), encoding="utf-8").read().split()
    print(f"1..{5 * len(languages)}")
    good, number = bool(languages), 0
    with tempfile.TemporaryDirectory() as folder:
        pot = template(source, folder)
        for language in languages:
            names = ["nothing is missing", "nothing is fuzzy", "slots and labels are kept",
                     "it does not shout", "nothing is stale"]
            for name, problems in zip(names, check_language(source, pot, language)):
                number += 1
                good = report(number, problems, f"{language}: {name}") and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
