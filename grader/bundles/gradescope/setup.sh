#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image that every submission is graded in.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"

apt-get update
# bubblewrap keeps student code in; the grader says at its start what it makes do with where that is missing.
apt-get install -y --no-install-recommends bubblewrap ca-certificates curl util-linux xz-utils

has_node() {
  node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1);
  '
}

# The Node.js of most releases of Ubuntu is too old.
install_node() {
  local machine source name
  case "$(uname -m)" in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) echo "There is no Node.js for $(uname -m)." >&2 && return 1 ;;
  esac
  source=https://nodejs.org/dist/latest-v22.x
  cd "$(mktemp -d)"
  curl -fsSLO "$source/SHASUMS256.txt"
  name="$(grep -o "node-v22[0-9.]*-linux-$machine\.tar\.xz$" SHASUMS256.txt)"
  curl -fsSLO "$source/$name"
  grep " $name\$" SHASUMS256.txt | sha256sum --check -
  tar -xJf "$name" -C /usr/local --strip-components=1
}

has_node 2>/dev/null || install_node

cd "$root/source/lockstep"
npm ci --no-fund --no-audit
# If the grader cannot start, the image must fail, not every student.
node harness/run/start.mjs grader/grade-command.ts --help >/dev/null
echo 'Ready to grade.'
