#include "crypto/vectors.h"

#include "crypto/tree.h"

enum { LEAVES = 70 };

/*
 * The definitions of RFC 6962, section 2.1, as they stand there: recursive,
 * over an array of leaf hashes.
 */
static struct om_tree_hash leaves[LEAVES];

static uint64_t
split(uint64_t n)
{
	uint64_t k = 1;

	while (2 * k < n)
		k *= 2;
	return k;
}

static struct om_tree_hash
mth(uint64_t start, uint64_t n)
{
	struct om_tree_hash left, right;

	if (n == 0)
		return om_tree_empty();
	if (n == 1)
		return leaves[start];
	left = mth(start, split(n));
	right = mth(start + split(n), n - split(n));
	return om_tree_node(&left, &right);
}

static void
append(struct om_tree_path *p, struct om_tree_hash h)
{
	p->hash[p->n++] = h;
}

static void
path(struct om_tree_path *out, uint64_t m, uint64_t start, uint64_t n)
{
	uint64_t k = split(n);

	if (n == 1)
		return;
	if (m < k) {
		path(out, m, start, k);
		append(out, mth(start + k, n - k));
	} else {
		path(out, m - k, start + k, n - k);
		append(out, mth(start, k));
	}
}

static void
subproof(struct om_tree_path *out, uint64_t m, uint64_t start, uint64_t n,
    bool whole)
{
	uint64_t k = split(n);

	if (m == n) {
		if (!whole)
			append(out, mth(start, n));
	} else if (m <= k) {
		subproof(out, m, start, k, whole);
		append(out, mth(start + k, n - k));
	} else {
		subproof(out, m - k, start + k, n - k, false);
		append(out, mth(start, k));
	}
}

static void
fill_leaves(void)
{
	for (int i = 0; i < LEAVES; i++) {
		uint8_t entry = (uint8_t)i;

		leaves[i] = om_tree_leaf(om_span_bytes(&entry, 1));
	}
}

static int
read_subtree(
    void *state, struct om_tree_hash *out, unsigned level, uint64_t index)
{
	uint64_t size = *(uint64_t *)state;

	/* Only complete subtrees of the tree may be asked for. */
	ck_assert_uint_le((index + 1) << level, size);
	*out = mth(index << level, UINT64_C(1) << level);
	return OM_OK;
}

static int
read_fails(
    void *state, struct om_tree_hash *out, unsigned level, uint64_t index)
{
	int *left = state;

	*out = mth(index << level, UINT64_C(1) << level);
	return (*left)-- > 0 ? OM_OK : om_fail(OM_IO, "cannot read");
}

static void
check_path(const struct om_tree_path *a, const struct om_tree_path *b)
{
	ck_assert_uint_eq(a->n, b->n);
	ck_assert_mem_eq(a->hash, b->hash, a->n * sizeof(*a->hash));
}

/* The leaves and roots that Certificate Transparency's own tests use. */
START_TEST(roots_are_those_of_certificate_transparency)
{
	static const char *const roots[] = {
		"e3b0c44298fc1c149afbf4c8996fb924"
		"27ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c"
		"78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9d"
		"baf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264"
		"db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398f"
		"a2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3"
		"bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f"
		"98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd7892"
		"9c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2"
		"ab9d823aad2f4960cfe370eff4604328",
	};
	static const char *const entries[] = { "", "00", "10", "2021", "3031",
		"40414243", "5051525354555657",
		"606162636465666768696a6b6c6d6e6f" };
	struct om_frontier f = { 0 };

	for (int i = 0; i < 9; i++) {
		struct om_tree_hash root = om_frontier_root(&f), leaf;
		uint8_t entry[16];

		ck_assert_uint_eq(f.size, (uint64_t)i);
		check_hex(root.b, sizeof(root.b), roots[i]);
		if (i == 8)
			break;
		leaf = om_tree_leaf(unhex(entry, entries[i]));
		om_frontier_push(&f, &leaf);
	}
}
END_TEST

/* A leaf of n zero bytes is n + 1 zero bytes to SHA-256. */
START_TEST(leaves_of_every_length_are_hashed_alike)
{
	static const char zeros[2000];
	static const size_t lengths[] = { 0, 1, 1022, 1023, 1024, 1025, 1999 };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		struct om_tree_hash leaf =
		    om_tree_leaf(om_span_bytes(zeros, lengths[i]));
		uint8_t expected[OM_HASH_SIZE];

		ck_ok(
		    om_sha256(expected, om_span_bytes(zeros, lengths[i] + 1)));
		ck_assert_mem_eq(leaf.b, expected, sizeof(expected));
	}
}
END_TEST

START_TEST(the_edge_has_the_root_of_every_size)
{
	struct om_frontier f = { 0 };

	fill_leaves();
	for (uint64_t n = 0; n < LEAVES; n++) {
		struct om_tree_hash root = om_frontier_root(&f);
		struct om_tree_hash expected = mth(0, n);

		ck_assert(om_tree_equal(&root, &expected));
		om_frontier_push(&f, &leaves[n]);
	}
}
END_TEST

START_TEST(every_inclusion_is_proved_and_verified)
{
	fill_leaves();
	for (uint64_t n = 1; n <= LEAVES; n++) {
		struct om_tree_source source = { read_subtree, &n };
		struct om_tree_head head = { n, mth(0, n) };

		for (uint64_t i = 0; i < n; i++) {
			struct om_tree_path ours, rfc = { 0 };

			path(&rfc, i, 0, n);
			ck_ok(om_tree_inclusion(&ours, &source, i, n));
			check_path(&ours, &rfc);
			ck_ok(om_tree_verify_inclusion(
			    &rfc, i, &leaves[i], &head));
		}
	}
}
END_TEST

START_TEST(every_consistency_is_proved_and_verified)
{
	fill_leaves();
	for (uint64_t n = 0; n <= LEAVES; n++) {
		struct om_tree_source source = { read_subtree, &n };
		struct om_tree_head head = { n, mth(0, n) };

		for (uint64_t m = 0; m <= n; m++) {
			struct om_tree_head old = { m, mth(0, m) };
			struct om_tree_path ours, rfc = { 0 };

			if (m > 0 && m < n)
				subproof(&rfc, m, 0, n, true);
			ck_ok(om_tree_consistency(&ours, &source, m, n));
			check_path(&ours, &rfc);
			ck_ok(om_tree_verify_consistency(&rfc, &old, &head));
		}
	}
}
END_TEST

/* Whatever is changed in a proof that holds, it holds no more. */
START_TEST(a_changed_inclusion_proof_is_refused)
{
	uint64_t n = 13;
	struct om_tree_source source = { read_subtree, &n };
	struct om_tree_head head = { n, { { 0 } } };
	struct om_tree_path p;

	fill_leaves();
	head.root = mth(0, n);
	for (uint64_t i = 0; i < n; i++) {
		ck_ok(om_tree_inclusion(&p, &source, i, n));
		for (uint64_t j = 0; j < 64; j++)
			if (j != i)
				ck_code(om_tree_verify_inclusion(
					    &p, j, &leaves[i], &head),
				    OM_CORRUPT);
		for (size_t k = 0; k < p.n; k++) {
			p.hash[k].b[k] ^= 1;
			ck_code(
			    om_tree_verify_inclusion(&p, i, &leaves[i], &head),
			    OM_CORRUPT);
			p.hash[k].b[k] ^= 1;
		}
		ck_code(om_tree_verify_inclusion(
			    &p, i, &leaves[(i + 1) % n], &head),
		    OM_CORRUPT);
		p.n--;
		ck_code(om_tree_verify_inclusion(&p, i, &leaves[i], &head),
		    OM_CORRUPT);
		p.n += 2;
		ck_code(om_tree_verify_inclusion(&p, i, &leaves[i], &head),
		    OM_CORRUPT);
	}
}
END_TEST

START_TEST(a_changed_consistency_proof_is_refused)
{
	uint64_t n = 13;
	struct om_tree_source source = { read_subtree, &n };
	struct om_tree_head head = { n, { { 0 } } };
	struct om_tree_path p;

	fill_leaves();
	head.root = mth(0, n);
	for (uint64_t m = 1; m < n; m++) {
		struct om_tree_head old = { m, mth(0, m) };

		ck_ok(om_tree_consistency(&p, &source, m, n));
		for (size_t k = 0; k < p.n; k++) {
			p.hash[k].b[k] ^= 1;
			ck_code(om_tree_verify_consistency(&p, &old, &head),
			    OM_CORRUPT);
			p.hash[k].b[k] ^= 1;
		}
		old.root.b[0] ^= 1;
		ck_code(
		    om_tree_verify_consistency(&p, &old, &head), OM_CORRUPT);
		old.root.b[0] ^= 1;
		head.root.b[0] ^= 1;
		ck_code(
		    om_tree_verify_consistency(&p, &old, &head), OM_CORRUPT);
		head.root.b[0] ^= 1;
		p.n--;
		ck_code(
		    om_tree_verify_consistency(&p, &old, &head), OM_CORRUPT);
		p.n += 2;
		ck_code(
		    om_tree_verify_consistency(&p, &old, &head), OM_CORRUPT);
	}
}
END_TEST

START_TEST(sizes_at_the_ends_are_consistent_only_with_themselves)
{
	struct om_tree_head none = { 0, om_tree_empty() }, wrong = { 0 };
	struct om_tree_head three = { 3, { { 0 } } }, other;
	struct om_tree_path empty = { 0 }, one = { .n = 1 };

	fill_leaves();
	three.root = mth(0, 3);
	other = three;
	other.root.b[31] ^= 1;
	ck_ok(om_tree_verify_consistency(&empty, &none, &three));
	ck_ok(om_tree_verify_consistency(&empty, &three, &three));
	ck_code(om_tree_verify_consistency(&empty, &wrong, &three), OM_CORRUPT);
	ck_code(om_tree_verify_consistency(&one, &none, &three), OM_CORRUPT);
	ck_code(om_tree_verify_consistency(&one, &three, &three), OM_CORRUPT);
	ck_code(om_tree_verify_consistency(&empty, &other, &three), OM_CORRUPT);
	ck_code(om_tree_verify_consistency(&empty, &three, &none), OM_CORRUPT);
}
END_TEST

START_TEST(what_is_behind_the_end_cannot_be_proved)
{
	uint64_t n = 5;
	struct om_tree_source source = { read_subtree, &n };
	struct om_tree_path p;

	fill_leaves();
	ck_code(om_tree_inclusion(&p, &source, 5, 5), OM_NOTFOUND);
	ck_code(om_tree_inclusion(&p, &source, 0, 0), OM_NOTFOUND);
	ck_code(om_tree_inclusion(&p, &source, 0, OM_TREE_MAX), OM_LIMIT);
	ck_code(om_tree_consistency(&p, &source, 6, 5), OM_INPUT);
	ck_code(om_tree_consistency(&p, &source, 0, OM_TREE_MAX), OM_LIMIT);
}
END_TEST

START_TEST(a_failing_source_is_passed_on)
{
	struct om_tree_source source = { read_fails, NULL };
	struct om_tree_path p = { .n = 77 };
	int left;

	fill_leaves();
	source.state = &left;
	for (int ok = 0; ok < 3; ok++) {
		left = ok;
		ck_code(om_tree_inclusion(&p, &source, 6, 11), OM_IO);
		left = ok;
		ck_code(om_tree_consistency(&p, &source, 6, 11), OM_IO);
	}
	ck_assert_uint_eq(p.n, 77);
}
END_TEST

/* No proof of any length makes the verifiers run on. */
START_TEST(an_overlong_proof_is_refused)
{
	struct om_tree_path p = { .n = OM_TREE_LEVELS + 1 };
	struct om_tree_head old = { 3, { { 0 } } };
	struct om_tree_head head = { UINT64_MAX, { { 0 } } };

	ck_code(om_tree_verify_inclusion(&p, 1, &head.root, &head), OM_CORRUPT);
	ck_code(om_tree_verify_consistency(&p, &old, &head), OM_CORRUPT);
}
END_TEST

/* Sizes of which one is a power of two, where proofs begin otherwise. */
START_TEST(a_growth_is_not_proved_by_nothing)
{
	struct om_tree_head old = { 3, { { 0 } } }, head = { 4, { { 0 } } };
	struct om_tree_path none = { 0 };

	fill_leaves();
	old.root = mth(0, 3);
	head.root = mth(0, 4);
	ck_code(om_tree_verify_consistency(&none, &old, &head), OM_CORRUPT);
	old = (struct om_tree_head){ 2, mth(0, 2) };
	ck_code(om_tree_verify_consistency(&none, &old, &head), OM_CORRUPT);
	head.root = old.root;
	ck_code(om_tree_verify_consistency(&none, &old, &head), OM_CORRUPT);
}
END_TEST

OM_SUITE(crypto_tree)
{
	tcase_add_test(tests, a_growth_is_not_proved_by_nothing);
	tcase_add_test(tests, roots_are_those_of_certificate_transparency);
	tcase_add_test(tests, leaves_of_every_length_are_hashed_alike);
	tcase_add_test(tests, the_edge_has_the_root_of_every_size);
	tcase_add_test(tests, every_inclusion_is_proved_and_verified);
	tcase_add_test(tests, every_consistency_is_proved_and_verified);
	tcase_add_test(tests, a_changed_inclusion_proof_is_refused);
	tcase_add_test(tests, a_changed_consistency_proof_is_refused);
	tcase_add_test(
	    tests, sizes_at_the_ends_are_consistent_only_with_themselves);
	tcase_add_test(tests, what_is_behind_the_end_cannot_be_proved);
	tcase_add_test(tests, a_failing_source_is_passed_on);
	tcase_add_test(tests, an_overlong_proof_is_refused);
}
