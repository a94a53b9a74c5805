#!/bin/sh
# Old-and-new tables as they look in a browser, on a phone, and in a word processor: pictures to be looked at, in
# docs/pictures. Needs chromium, libreoffice-writer, poppler-utils and fonts-noto-cjk, which are no part of the setup.
set -eu

tariff=$1
pictures=$(dirname "$0")/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for tool in chromium soffice pdftoppm; do
	command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
mkdir -p "$pictures"

"$tariff" diff docomo.keiki2085.xi --format html --remarks --output "$work/table.html"
"$tariff" diff docomo.keiki2066.xi --format docx --style carrier --no-meaning --output "$work/table.docx"

# $1 a name, $2 width and height
shoot() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
		--window-size="$2" --screenshot="$pictures/$1.png" "file://$work/table.html" 2>/dev/null
}
shoot table 1000,1000
shoot table-phone 500,900

soffice --headless -env:UserInstallation="file://$work/office" --convert-to pdf --outdir "$work" "$work/table.docx" >/dev/null
pdftoppm -r 80 -png -f 1 -singlefile "$work/table.pdf" "$pictures/table-docx"
ls -l "$pictures"
