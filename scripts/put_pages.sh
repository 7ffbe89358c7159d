#!/bin/sh
# Puts site/ on the branch gh-pages, in the folder named by $1 ("." for the site itself). Everything else there stays:
# for the site itself only preview/. Run by the workflows; it needs the right to push.
set -eu
to="${1:?name the folder, or . for the site itself}"
case "$to" in /*|*..*) echo "not a folder of the site: $to" >&2; exit 2 ;; esac
[ -f site/index.html ] || { echo "there is no site; run make site" >&2; exit 2; }
work=.cache/gh-pages
rm -rf "$work"
git worktree prune
if git fetch -q origin gh-pages 2>/dev/null; then
  git worktree add -q --detach "$work" FETCH_HEAD
else
  git worktree add -q --detach "$work"
  (cd "$work" && git checkout -q --orphan gh-pages && git rm -rfq .)
fi
if [ "$to" = . ]; then
  find "$work" -mindepth 1 -maxdepth 1 ! -name .git ! -name preview -exec rm -rf {} +
else
  rm -rf "${work:?}/$to"
  mkdir -p "$work/$to"
fi
cp -R site/. "$work/$to/"
touch "$work/.nojekyll"
cd "$work"
git add -A
git diff --cached --quiet || git -c user.name=publish -c user.email=publish@users.noreply.github.com commit -q -m "Site in $to"
git push -q origin HEAD:gh-pages
