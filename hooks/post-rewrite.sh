#!/bin/sh
# git-headway hook v2 (git headway uninstall removes it)
# id: @id@
[ "${GIT_HEADWAY_CHAIN-}" = "post-rewrite:$PWD" ] && exit 0
previous=${0%/*}/post-rewrite.headway-prev status=0
rewritten=$(cat; echo .) rewritten=${rewritten%.}
if [ -f "$previous" ] && [ -x "$previous" ]; then
	printf %s "$rewritten" 2>/dev/null | GIT_HEADWAY_CHAIN="post-rewrite:$PWD" "$previous" "$@"
	status=$?
fi
[ "${GIT_HEADWAY-}" = 0 ] && exit "$status"
[ "${1-}" = amend ] && [ -e "${GIT_DIR:-.git}/rebase-merge" ] && exit "$status"
binary=@binary@
[ -x "$binary" ] || binary=git-headway
command -v "$binary" >/dev/null 2>&1 || exit "$status"
printf %s "$rewritten" 2>/dev/null | "$binary" hook post-rewrite "$@" || :
exit "$status"
