# Two changes in two transactions that promise to be one.
# shellcheck shell=bash
. "$PLAYS/../fault/fault_control.sh"

act()
{
	sqlite3 a.db 'insert into t values(2); insert into t values(3)'
}
