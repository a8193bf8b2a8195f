#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flesch-Kincaid grade of every English title, explanation and advice, as TAP.

Usage: explain-grade.py DUMP-PROGRAM
"""
import re
import statistics
import subprocess
import sys

MAX_GRADE = 8.0
MAX_MEDIAN = 6.0

# Words of the trade. Labels of settings stand in quotation marks and are not looked at.
JARGON = [
    "authentication", "authenticate", "certificate", "cipher", "client", "credential", "daemon",
    "dns", "encryption", "encrypted", "firewall", "handshake", "host", "hostname", "imaps", "ip",
    "mime", "plaintext", "cleartext", "pop3s", "protocol", "relay", "resolver", "sasl", "session",
    "smtp", "smtps", "socket", "ssl", "starttls", "tcp", "timeout", "time-out", "tls", "token",
]
FORBIDDEN = [
    r"!", r"\bcall\b.*\d{3}", r"\d{3}[-. ]\d{3,4}", r"\b1-?8\d\d\b", r"(?<!no )\bexception\b",
    r"\b(delete|remove) (your|the) (account|profile)\b", r"(choose|use|set|select) “None”",
    # The same words stand in a terminal and in a report.
    r"(?i)\bthe button\b", r"“Fix it”", r"(?i)\bclick\b",
    r"(?i)reinstall", r"\byou (did|made|forgot|failed)\b",
]
NEGATED = ["do not remove your account", "do not choose “none”", "told you to choose “none”"]
SITES = {"webmail.spectrum.net", "spectrum.net"}
SAMPLE_HOSTS = {"mail.brighthouse.com", "mail.twc.com", "nc.rr.com", "socal.rr.com",
                "roadrunner.com", "twc.com"}

SILENT_E = re.compile(r"[^aeiouyl]e$|[^aeiouy]ed$|[^aeioucgsxz]es$")


def syllables(word):
    word = re.sub(r"['’]s?$", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", word))
    if SILENT_E.search(word) and not re.search(r"[td]ed$", word):
        count -= 1
    if re.search(r"[aeiouy]le$", word):
        count -= 1
    if re.search(r"i[ao]|[^q]ua|eo|iu|uou", word) and not re.search(r"tion|sion|cial|tial", word):
        count += 1
    return max(count, 1)


def grade(text):
    text = re.sub(r"[.?](?=[\w])", " ", text)
    sentences = max(len(re.findall(r"[.?:]+(?=[\s”]|$)", text)), 1)
    words = re.findall(r"[A-Za-z][A-Za-z'’]*|\d+", text)
    total = sum(1 if w.isdigit() else syllables(w) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * total / len(words) - 15.59


def without_labels(text):
    return re.sub(r"“[^”]*”", "“”", text)


def check(number, ok, name, why=""):
    print(f"{'ok' if ok else 'not ok'} {number} - {name}")
    if not ok:
        for line in why.splitlines():
            print(f"# {line}")
    return ok


def main():
    dump = subprocess.run([sys.argv[1]], capture_output=True, text=True)
    rows = [line.split("\t") for line in dump.stdout.splitlines()]
    grades = [(grade(text), code, part, text) for code, part, text in rows]
    high = [f"{g:.1f} {c} {p}: {t}" for g, c, p, t in sorted(grades, reverse=True)
            if g > MAX_GRADE]
    median = statistics.median(g for g, *_ in grades)

    jargon = [f"{c}: {w}: {t}" for c, _, t in rows for w in JARGON
              if re.search(rf"\b{w}s?\b", without_labels(t).lower())]
    forbidden = [f"{c}: {f}: {t}" for c, _, t in rows for f in FORBIDDEN
                 if re.search(f, t) and not any(n in t.lower() for n in NEGATED)]
    antivirus = [f"{c}: {t}" for c, p, t in rows if re.search(r"disable.*antivirus", t.lower())
                 and c != "tls-intercepted"]
    found = {h for _, _, t in rows for h in re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", t.lower())}
    sites = found - SITES - SAMPLE_HOSTS
    quotes = [t for _, _, t in rows if '"' in t or "'" in t]

    print("1..8")
    results = [
        check(1, dump.returncode == 0 and len(rows) > 500, "every cause is worded", dump.stderr),
        check(2, not high, f"no grade above {MAX_GRADE}, the highest is {max(grades)[0]:.1f}",
              "\n".join(high)),
        check(3, median <= MAX_MEDIAN, f"median grade {median:.1f} of {len(grades)} texts"),
        check(4, not jargon, "no words of the trade", "\n".join(jargon)),
        check(5, not forbidden, "nothing that must never be advised", "\n".join(forbidden)),
        check(6, not antivirus, "antivirus programs only where interception was seen",
              "\n".join(antivirus)),
        check(7, not sites, "no site but the provider's own", "\n".join(sorted(sites))),
        check(8, not quotes, "typographic quotation marks", "\n".join(quotes)),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
