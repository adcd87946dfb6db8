/*
 * The acts: name, what comes before, the act itself, whether a retry takes in
 * a request anew. One entry an act; words are parted by spaces.
 */
#define REQUEST(right) "request new " right " --subject email:ana@example.com\n"
#define PLAN(right) \
	REQUEST(right) "request verify @R --method seen\nrequest plan @R\n"
#define APPROVE(right) PLAN(right) "request approve @R --by second\n"
#define EXECUTE(right) APPROVE(right) "request run @R\n"
#define ANSWER(right) EXECUTE(right) "request answer @R --out answer\n"
#define ANA "email:ana@example.com"
#define WITNESSED "audit anchor --witness @W --witness-key @K\n"

ACT("import", "", "profile import more.ndjson", false)
ACT("import --merge", "", "profile import --merge more.ndjson", false)
ACT("import --strict", "", "profile import --strict more.ndjson", false)
ACT("link", "", "profile link @1 @2", false)
ACT("unlink", "", "profile unlink @1 @P", false)
ACT("locate", "", "locate " ANA, false)
ACT("profile show", "", "profile show " ANA, false)
ACT("export", "", "export " ANA " --by second --out answer", true)
ACT("erase", "", "erase " ANA " --by second --confirm " ANA, true)
ACT("erase, as a request", APPROVE("erase"), "request run @R", false)
ACT("pseudonymise", APPROVE("pseudonymize"), "request run @R", false)
ACT("request new", "", REQUEST("erase"), true)
ACT("request verify", REQUEST("erase"), "request verify @R --method seen",
    false)
ACT("request pause", REQUEST("erase"), "request pause @R", false)
ACT("request hold", REQUEST("erase"), "request hold @R --ground legal_claims",
    false)
ACT("request plan", REQUEST("erase") "request verify @R --method seen",
    "request plan @R", false)
ACT("request approve", PLAN("erase"), "request approve @R --by second", false)
ACT("request deny", REQUEST("erase"), "request deny @R --ground excessive",
    false)
ACT("request extend", REQUEST("erase"), "request extend @R --reason number",
    false)
ACT("request withdraw", REQUEST("erase"), "request withdraw @R", false)
ACT("request run of access", APPROVE("access"), "request run @R", false)
ACT("request answer", EXECUTE("access"), "request answer @R --out answer",
    false)
ACT("request answer of erase", EXECUTE("erase"),
    "request answer @R --out letter", false)
ACT("request attest", EXECUTE("erase"), "request attest @R --system crm", false)
ACT("request close", ANSWER("access"), "request close @R --leave-open", false)
ACT("suppress add", "", "suppress add email:di@example.com --purpose sale",
    false)
ACT("suppress lift", "", "suppress lift email:cy@example.com --purpose sale",
    false)
ACT("suppress list", "", "suppress list", false)
ACT("suppress check", "", "suppress check email:cy@example.com", false)
ACT("suppress replay", "", "suppress replay", false)
ACT("user add", "", "user add third --role approver", false)
ACT("user remove", "", "user remove second", false)
ACT("key rotate epoch", "", "key rotate epoch", false)
ACT("key rotate pseudonym", "", "key rotate pseudonym", false)
ACT("key destroy epoch", "key rotate epoch", "key destroy epoch 1", false)
ACT("key tend", "", "key tend", false)
ACT("key tend, much to do", "key rotate epoch\n@old 1\n@old 2\n", "key tend",
    false)
ACT("key destroy pseudonym", "key rotate pseudonym\n",
    "key destroy pseudonym 1 --receipt receipt", false)
ACT("audit list", EXECUTE("erase"), "audit list", false)
ACT("audit prove", "", "audit prove 1", false)
ACT("audit anchor", "", "audit anchor --file heads", false)
ACT("audit anchor again", "audit anchor --file heads\n",
    "audit anchor --file heads", false)
ACT("audit anchor to a place", "", "audit anchor --url @W", false)
ACT("audit anchor to a witness", "", WITNESSED, false)
ACT("audit anchor to a witness again",
    WITNESSED "user add third --role intake\n", WITNESSED, false)
ACT("audit checkpoint, cosigned", WITNESSED, "audit checkpoint --cosigned",
    false)
ACT("audit prove, cosigned", WITNESSED, "audit prove 1 --cosigned", false)
ACT("audit verify against heads", "audit anchor --file heads\n",
    "audit verify --against heads", false)
ACT("request answer, cosigned", EXECUTE("erase") WITNESSED,
    "request answer @R --out letter", false)
ACT("certificate verify",
    EXECUTE("erase") "request answer @R --out letter\naudit export log\n",
    "certificate verify letter/certificate.tlog-proof --key log/vkey"
    " --identifier " ANA,
    false)
ACT("audit verify", "", "audit verify", false)
ACT("audit checkpoint", "", "audit checkpoint", false)
ACT("audit export", "", "audit export log", false)
ACT("db backup", "", "db backup copy.db", false)
ACT("db restore", EXECUTE("erase") "profile import more.ndjson\n",
    "db restore first.db", false)
ACT("db migrate", "", "db migrate", false)
ACT("db check", "", "db check --full", false)
