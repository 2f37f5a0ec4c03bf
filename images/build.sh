#!/usr/bin/env bash
# Builds Hearth's images, with docker (buildx where it is there) or podman.
set -euo pipefail

usage() {
  cat <<'TEXT'
images/build.sh [options] [IMAGE...]

IMAGE is gateway, session, session-cpu or session-spark; by default gateway and session.

  --push REGISTRY  pushes them to REGISTRY/hearth-IMAGE; signs in first where it is one of ECR
  --tag TAG        instead of the version and the revision of git
  --platform P     by default linux/amd64, for which RAPIDS is made
  --no-jars        takes the jars as they lie in target
  --dry-run        prints the commands instead
TEXT
}

fail() {
  echo "$*" >&2
  exit 2
}

push=
tag=
platform=linux/amd64
jars=true
dry=false
images=()
while [ $# -gt 0 ]; do
  case "$1" in
    --push | --tag | --platform)
      [ $# -ge 2 ] || fail "$1 needs a value; --help tells more."
      case "$1" in
        --push) push="${2%/}" ;;
        --tag) tag="$2" ;;
        --platform) platform="$2" ;;
      esac
      shift
      ;;
    --no-jars) jars=false ;;
    --dry-run) dry=true ;;
    -h | --help)
      usage
      exit 0
      ;;
    gateway | session | session-cpu | session-spark) images+=("$1") ;;
    *) fail "Not known: $1; --help tells more." ;;
  esac
  shift
done
[ ${#images[@]} -gt 0 ] || images=(gateway session)

cd "$(dirname "$0")/.."

# The value of the root pom's first element of that name.
pom() {
  local value
  value=$(sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" pom.xml | head -n 1)
  [ -n "$value" ] || fail "pom.xml does not say $1."
  printf '%s' "$value"
}

run() {
  if $dry; then
    printf '%q ' "$@"
    echo
  else
    "$@"
  fi
}

version=$(pom version)
scala=$(pom scala.binary.version)
xgboost=$(pom xgboost.version)
revision=$(git rev-parse --short=12 HEAD)
if ! git diff --quiet HEAD; then
  revision="$revision-changed"
fi
[ -n "$tag" ] || tag="$version-$revision"

if command -v docker >/dev/null && docker buildx version >/dev/null 2>&1; then
  engine=docker
  build=(docker buildx build --load)
elif command -v docker >/dev/null; then
  engine=docker
  build=(docker build)
elif command -v podman >/dev/null; then
  engine=podman
  build=(podman build)
elif $dry; then
  engine=docker
  build=(docker build)
else
  fail "Neither docker nor podman is here. Install one of them."
fi

if $jars; then
  run ./mvnw -B -ntp -q -DskipTests -pl src/driver,src/gateway -am package
  for image in "${images[@]}"; do
    if [ "$image" = session ]; then
      # Copied, not depended upon: its POM names a parent that is not published.
      run ./mvnw -B -ntp -q -N org.apache.maven.plugins:maven-dependency-plugin:2.10:copy \
        "-Dartifact=ml.dmlc:xgboost4j-spark-gpu_$scala:$xgboost" \
        -DoutputDirectory=src/driver/target/image
    fi
  done
fi

if [[ "$push" =~ ^[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com ]]; then
  host="${push%%/*}"
  if $dry; then
    echo "aws ecr get-login-password --region ${BASH_REMATCH[1]} | $engine login --username AWS --password-stdin $host"
  else
    aws ecr get-login-password --region "${BASH_REMATCH[1]}" |
      "$engine" login --username AWS --password-stdin "$host"
  fi
fi

for image in "${images[@]}"; do
  case "$image" in
    gateway) file=images/gateway/Dockerfile ;;
    session) file=images/session/Dockerfile ;;
    session-cpu) file=images/session/Dockerfile.cpu ;;
    session-spark) file=images/session/Dockerfile.spark ;;
  esac
  name="${push:+$push/}hearth-$image:$tag"
  arguments=(--build-arg "VERSION=$version" --build-arg "REVISION=$revision")
  if [ "$image" != gateway ]; then
    arguments+=(--build-arg "SCALA=$scala" --build-arg "XGBOOST=$xgboost")
  fi
  run "${build[@]}" --platform "$platform" "${arguments[@]}" --file "$file" --tag "$name" .
  if [ -n "$push" ]; then
    run "$engine" push "$name"
  fi
done
