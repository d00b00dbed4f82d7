"""A copy of the package in which every drawn mistake is compiled in, behind a number."""

import os
import re
import shutil
import subprocess

# The quick ones first; only what survives them meets the slower ones.
TESTS = ["EngineTests", "SimulationTests", "ScenarioTests"]

FOLDERS = ["Sources", "Tests"]

SWITCH = """\
import Glibc

/// Which mistake is in force in this process: the number in `RUNG_MUTANT`, or none.
enum Mutant {
  private static let active: Int = getenv("RUNG_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0
  static func isOn(_ number: Int) -> Bool { active == number }
}
"""

# Only the tests that are run, and what they stand on.
MANIFEST = """
var kept: Set<String> = [%s]
for _ in package.targets {
  for target in package.targets where kept.contains(target.name) {
    for case .byNameItem(let name, _) in target.dependencies { kept.insert(name) }
  }
}
package.targets.removeAll { !kept.contains($0.name) }
"""


# An optimised build is testable all the same.
BUILDS = {"debug": [], "release": ["-c", "release", "-Xswiftc", "-enable-testing"]}


class Scratch:
    def __init__(self, repository, configuration):
        self.options = BUILDS[configuration]
        self.repository = repository
        self.package = repository / ".build" / "mutants" / "package"

    def write(self, numbered):
        """Brings the copy up to date: nothing is touched that stays as it was, so that only what
        changed is built again."""
        wanted = {str(path.relative_to(self.repository)): path.read_bytes()
                  for folder in FOLDERS for path in sorted((self.repository / folder).rglob("*"))
                  if path.is_file()}
        for name, text in mutated_files(self.repository / "Sources" / "Engine", numbered).items():
            wanted[f"Sources/Engine/{name}"] = text.encode()
        wanted["Sources/Engine/Mutant.swift"] = SWITCH.encode()
        manifest = (self.repository / "Package.swift").read_text()
        # What a mutant leaves unused is no error here; nor is there time to specialise everything.
        manifest = manifest.replace(".treatAllWarnings(as: .error),", "")
        manifest = manifest.replace('"-cross-module-optimization"', "")
        names = ", ".join(f'"{name}"' for name in TESTS)
        wanted["Package.swift"] = (manifest + MANIFEST % names).encode()
        self.remove_all_but(wanted)
        for name, content in wanted.items():
            path = self.package / name
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    def remove_all_but(self, wanted):
        for folder in FOLDERS:
            for path in sorted((self.package / folder).rglob("*")):
                if path.is_file() and str(path.relative_to(self.package)) not in wanted:
                    path.unlink()

    def build(self):
        """Builds it. Returns the numbers of what doesn't compile."""
        result = subprocess.run(
            ["swift", "build", "--build-tests"] + self.options, cwd=self.package, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode == 0:
            return set()
        broken = set()
        for file, line in re.findall(r"(/\S+\.swift):(\d+):\d+: error:", result.stdout):
            broken |= self.numbers_at(file, int(line))
        if not broken:
            raise SystemExit(result.stdout[-8000:] + "\nthe copy with mutants does not build")
        return broken

    def numbers_at(self, file, line):
        """The mutants of the branch around a line; those of the whole function where it is the
        original that no longer compiles."""
        text = open(file).read().split("\n")
        inside, function = [], []
        for row in text[:line]:
            if re.search(r"// the function of mutants", row):
                function = [int(number) for number in re.findall(r"\d+", row)]
            if found := re.search(r"// mutant (\d+)$", row):
                inside = [int(found.group(1))]
            if re.search(r"// no mutant$", row):
                inside = []
        return set(inside or function)

    def command(self, suite):
        folder = subprocess.run(
            ["swift", "build", "--show-bin-path"] + self.options, cwd=self.package, check=True, text=True,
            stdout=subprocess.PIPE).stdout.strip()
        return [os.path.join(folder, "rungPackageTests.xctest"), "--testing-library",
                "swift-testing", "--filter", rf"^{suite}\."]

    def remove(self):
        shutil.rmtree(self.package, ignore_errors=True)


def mutated_files(engine, numbered):
    """The sources that hold mutants, each by its name. A body with mutants is there once for each
    of them and once as it was."""
    by_file = {}
    for number, site in numbered.items():
        by_file.setdefault(site.file, []).append((number, site))
    return {file: mutated((engine / file).read_text(), sites) for file, sites in by_file.items()}


def mutated(text, sites):
    bodies = {}
    for number, site in sites:
        bodies.setdefault(site.body or (site.start, site.end), []).append((number, site))
    for (start, end), inside in sorted(bodies.items(), reverse=True):
        original = text[start:end]
        numbers = " ".join(str(number) for number, _ in inside)
        if inside[0][1].body is None:
            number, site = inside[0]
            new = f"(Mutant.isOn({number}) ? {site.mutated} : {original}) // mutant {number}\n"
        else:
            new = f" // the function of mutants {numbers}\n"
            for number, site in inside:
                changed = (original[: site.start - start] + site.mutated
                           + original[site.end - start :])
                new += f"if Mutant.isOn({number}) {{ // mutant {number}\n{changed}\n}} else "
            new += f"{{ // no mutant\n{original}\n}}\n"
        text = text[:start] + new + text[end:]
    return text
