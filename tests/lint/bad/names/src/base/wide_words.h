typedef struct om_wide_word { /* BAD */
	int a;
} om_wide_word;

struct om_narrow {
	int a;
};

typedef int (*fine)(struct om_wide_word *);
int om_wide_words_get(void);
int om_wide_word_get(void), om_wide_set(void);
static inline int om_base_do(int a);
void om_narrow_open(void);
int om_wider_get(void);
char *wide_word(void);
