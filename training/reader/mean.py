"""The mean of the weights of two readers of one line, better than either (a model soup, Wortsman et al. 2022).

`python -m training.reader.mean FIRST SECOND OUT`: folders as `training.reader.train` writes them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from shutil import copyfile

from safetensors.torch import load_file, save_file
from training.reader.export import export


def main() -> None:
    """Write the mean and its quantised copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("first", "second", "out"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    first, second = (load_file(folder / "model.safetensors") for folder in (given.first, given.second))
    mean = {name: ((first[name].float() + second[name].float()) / 2).half() for name in first}
    given.out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        if given.second.resolve() != given.out.resolve():
            copyfile(given.second / name, given.out / name)
    save_file(mean, given.out / "model.safetensors", metadata={"format": "pt"})
    export(given.out)


if __name__ == "__main__":
    main()
