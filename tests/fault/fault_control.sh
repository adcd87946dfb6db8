# A control of the runner itself: SQLite's own program keeps its promise.
# shellcheck shell=bash

prepare()
{
	sqlite3 a.db 'create table t(a); insert into t values(1)'
}

act()
{
	sqlite3 a.db 'begin; insert into t values(2); insert into t values(3);
	    commit' || return 1
}

settled()
{
	local sum
	[ "$(sqlite3 a.db 'pragma integrity_check')" = ok ]
	sum=$(sqlite3 a.db 'select sum(a) from t')
	[ "$sum" = 1 ] || [ "$sum" = 6 ]
}
