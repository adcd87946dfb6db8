#!/usr/bin/env python3
"""Asks python-stdnum (pip install python-stdnum) what check_vectors.txt says
that it says: compare_stdnum.py [check_vectors.txt]. Exit status 1 where one
verdict differs."""
import importlib
import pathlib
import sys


def verdict(module, number):
    try:
        return importlib.import_module("stdnum." + module).is_valid(number)
    except (ValueError, IndexError, KeyError):
        return False


def main():
    here = pathlib.Path(__file__).with_name("check_vectors.txt")
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    asked = differ = 0
    for line in path.read_text().splitlines():
        check, source, sign, *numbers = line.split() or ["#"] * 3
        if check.startswith("#") or source == "rule":
            continue
        for number in numbers:
            asked += 1
            if bool(verdict(source, number)) != (sign == "+"):
                differ += 1
                print(f"{check}: {source} differs on {number}")
    print(f"{asked} numbers, {differ} verdicts differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
