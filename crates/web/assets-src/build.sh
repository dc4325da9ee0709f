#!/bin/sh
# Rebuilds ../assets from this folder: sh build.sh (needs node and npm; nothing else of the project does).
set -eu
cd "$(dirname "$0")"
out=../assets

npm ci --ignore-scripts --no-fund --no-audit
# The lockfile pins versions and hashes; where a package was fetched from is nobody's business.
node -e '
  const fs = require("fs");
  const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
  for (const entry of Object.values(lock.packages)) delete entry.resolved;
  fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
'

rm -rf "$out"
mkdir -p "$out/fonts" "$out/licences"

npx --no-install sass --load-path=. --style=compressed --no-source-map --quiet-deps scss/main.scss "$out/main.css"
npx --no-install esbuild main.mjs --bundle --minify --format=esm --target=es2020 --legal-comments=none --outfile="$out/main.js"

for face in latin-wght-normal latin-ext-wght-normal latin-wght-italic; do
  cp "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-$face.woff2" "$out/fonts/"
done
for face in latin-wght-normal latin-ext-wght-normal; do
  cp "node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-$face.woff2" "$out/fonts/"
done
cp images/* "$out/"
# The few pictures that the MOJ styles refer to.
mkdir -p "$out/images"
for picture in icon-close-cross-black icon-document icon-tag-remove-cross icon-tag-remove-cross-white icon-toggle-plus-minus; do
  cp "node_modules/@ministryofjustice/frontend/moj/assets/images/$picture.svg" "$out/images/"
done

cp licences/* "$out/licences/"
cp node_modules/@fontsource-variable/atkinson-hyperlegible-next/LICENSE "$out/licences/atkinson-hyperlegible-next-OFL.txt"
cp node_modules/@fontsource-variable/source-serif-4/LICENSE "$out/licences/source-serif-4-OFL.txt"
