#!/bin/sh
# git-headway hook v2 (git headway uninstall removes it)
# id: @id@
[ "${GIT_HEADWAY_CHAIN-}" = "post-commit:$PWD" ] && exit 0
previous=${0%/*}/post-commit.headway-prev status=0
if [ -f "$previous" ] && [ -x "$previous" ]; then
	GIT_HEADWAY_CHAIN="post-commit:$PWD" "$previous" "$@"
	status=$?
fi
[ "${GIT_HEADWAY-}" = 0 ] && exit "$status"
for state in rebase-merge rebase-apply CHERRY_PICK_HEAD; do
	[ -e "${GIT_DIR:-.git}/$state" ] && exit "$status"
done
binary=@binary@
[ -x "$binary" ] || binary=git-headway
command -v "$binary" >/dev/null 2>&1 && "$binary" hook post-commit "$@" || :
exit "$status"
