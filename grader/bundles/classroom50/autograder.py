"""What Classroom 50's runner starts in a student's checkout: grades it with the course beside this file.

Exit code 0: graded, whatever the score; result.json and release-body.md are in the checkout.
Anything else: the grader failed, which the runner records as an error, not as a score.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
COURSE = BUNDLE / "lockstep"

# All of the runner's environment that the grader needs. Tokens are not in this list, and must never be.
KEPT = [
    "PATH",
    "HOME",
    "TMPDIR",
    "RUNNER_TEMP",
    "CLASSROOM",
    "ASSIGNMENT",
    "ASSIGNMENT_TYPE",
    "OWNER",
    "USERNAME",
    "SUBMISSION_TAG",
    "COMMIT_URL",
    "RELEASE_URL",
    "REVIEW_URL",
]


def main() -> int:
    # A checkout may bring these along: a runner must never take them for ours.
    for name in ("result.json", "release-body.md"):
        remove(Path(name))
    node = shutil.which("node")
    if node is None:
        return fail('there is no Node.js: the assignment\'s runtime needs "node": "22"')
    if not (COURSE / "node_modules").is_dir():
        npm = shutil.which("npm") or "npm"
        if subprocess.call([npm, "ci", "--no-fund", "--no-audit"], cwd=COURSE) != 0:
            return fail("npm ci failed: see above")
    start = COURSE / "harness" / "run" / "start.mjs"
    code = subprocess.call([node, str(start), "grader/bundles/classroom50-command.ts"], env=environment())
    return 0 if code == 0 else fail(f"the grader ended with code {code}: see above")


def environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "CLASSROOM50_BUNDLE_DIR": str(BUNDLE), "SUBMITTED_AT": submitted_at()}


def submitted_at() -> str:
    """When the graded commit was made. The runner writes the same over it: without git this does no harm."""
    git = ["git", "-c", "safe.directory=*", "log", "-1", "--format=%cI"]
    try:
        answer = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        answer = ""
    return answer or "1970-01-01T00:00:00Z"


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def fail(why: str) -> int:
    print(f"autograder: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
