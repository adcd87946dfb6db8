// Checks logs that Ombud wrote with the packages that check Go's own module
// database: golang.org/x/mod/sumdb/note and tlog.
//
//	verify FOLDER
//
// FOLDER holds a folder per tree size, as write.c leaves it. Every check is
// counted; file "heads" has a root for each size from 1 on. The last line is "N passed, N failed".
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var passed, failed int

func check(ok bool, format string, args ...interface{}) {
	if ok {
		passed++
		return
	}
	failed++
	fmt.Printf(format+"\n", args...)
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		fmt.Printf("%d passed, %d failed\n", passed, failed+1)
		os.Exit(1)
	}
}

func read(elements ...string) []byte {
	data, err := os.ReadFile(filepath.Join(elements...))
	must(err)
	return data
}

// open verifies a checkpoint and reads its three lines.
func open(data []byte, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return tlog.Tree{}, err
	}
	n, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not three lines: %q", n.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// tiles reads tiles of height 8 from a folder; Go's paths name the height.
type tiles string

func (folder tiles) Height() int                            { return 8 }
func (folder tiles) SaveTiles(list []tlog.Tile, _ [][]byte) {}
func (folder tiles) ReadTiles(list []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range list {
		path := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(folder), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// entries reads all entry bundles of a log.
func entries(folder string, size int64) [][]byte {
	var all [][]byte
	for at := int64(0); at < size; at += 256 {
		t := tlog.Tile{H: 8, L: 0, N: at / 256, W: 256}
		if size-at < 256 {
			t.W = int(size - at)
		}
		path := strings.Replace(t.Path(), "tile/8/0/", "tile/entries/", 1)
		for data := read(folder, path); len(data) > 0; {
			n := 2 + int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:n])
			data = data[n:]
		}
	}
	return all
}

// root computes the tree anew from its entries.
func root(all [][]byte) tlog.Hash {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range at {
			out = append(out, stored[i])
		}
		return out, nil
	})
	for i, entry := range all {
		hashes, err := tlog.StoredHashes(int64(i), entry, reader)
		must(err)
		stored = append(stored, hashes...)
	}
	hash, err := tlog.TreeHash(int64(len(all)), reader)
	must(err)
	return hash
}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err)
		all = append(all, hash)
	}
	return all
}

// proof checks a tlog-proof file against the entry it is about.
func proof(name, key string, all [][]byte) {
	parts := strings.SplitN(string(read(name)), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	extra := "extra " + base64.StdEncoding.EncodeToString([]byte("extra"))
	check(lines[0] == "c2sp.org/tlog-proof@v1", "%s: %q", name, lines[0])
	check(lines[1] == extra, "%s: %q", name, lines[1])
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	tree, err := open([]byte(parts[1]), key)
	must(err)
	path := hashes(lines[3:])
	leaf := tlog.RecordHash(all[index])
	err = tlog.CheckRecord(path, tree.N, tree.Hash, index, leaf)
	check(err == nil, "%s: %v", name, err)
	leaf[0] ^= 1
	err = tlog.CheckRecord(path, tree.N, tree.Hash, index, leaf)
	check(err != nil, "%s: accepts another leaf", name)
}

// consistency checks that the log grew from the tree before.
func consistency(name, key string, before tlog.Tree) {
	parts := strings.SplitN(string(read(name)), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	check(lines[0] == fmt.Sprintf("old %d", before.N), "%s: %q", name, lines[0])
	tree, err := open([]byte(parts[1]), key)
	must(err)
	path := hashes(lines[1:])
	if before.N == 0 {
		check(len(path) == 0, "%s: a proof from nothing", name)
		return
	}
	err = tlog.CheckTree(path, tree.N, tree.Hash, before.N, before.Hash)
	check(err == nil, "%s: %v", name, err)
	before.Hash[31] ^= 1
	err = tlog.CheckTree(path, tree.N, tree.Hash, before.N, before.Hash)
	check(err != nil, "%s: accepts another old root", name)
}

// heads checks the root of every size, and the proofs between the roots.
func heads(name string) {
	var stored, roots []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range at {
			out = append(out, stored[i])
		}
		return out, nil
	})
	roots = append(roots, tlog.Hash{})
	proofs, wrong := 0, failed
	agrees := func(ok bool, format string, args ...interface{}) {
		if !ok {
			check(false, format, args...)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(string(read(name))), "\n") {
		words := strings.Fields(line)
		n, err := strconv.ParseInt(words[1], 10, 64)
		must(err)
		path := hashes(words[2:])
		size := int64(len(roots) - 1)
		switch words[0] {
		case "root":
			entry := []byte(fmt.Sprintf("entry %d", size))
			more, err := tlog.StoredHashes(size, entry, reader)
			must(err)
			stored = append(stored, more...)
			hash, err := tlog.TreeHash(n, reader)
			agrees(err == nil && n == size+1 && hash == path[0],
				"size %d: another root", n)
			roots = append(roots, path[0])
		case "leaf":
			leaf := tlog.RecordHash([]byte(fmt.Sprintf("entry %d", n)))
			err := tlog.CheckRecord(path, size, roots[size], n, leaf)
			agrees(err == nil, "size %d: leaf %d: %v", size, n, err)
			proofs++
		case "old":
			err := tlog.CheckTree(path, size, roots[size], n, roots[n])
			agrees(err == nil, "size %d: old %d: %v", size, n, err)
			proofs++
		}
	}
	check(failed == wrong, "not all sizes agree")
	fmt.Printf("sizes 1 to %d and %d proofs between them: %d differ\n",
		len(roots)-1, proofs, failed-wrong)
}

func main() {
	heads(filepath.Join(os.Args[1], "heads"))
	var before tlog.Tree
	for _, size := range []int64{1, 2, 7, 255, 256, 257, 1000, 70000} {
		folder := filepath.Join(os.Args[1], strconv.FormatInt(size, 10))
		key := string(read(folder, "vkey"))
		checkpoint := read(folder, "checkpoint")
		tree, err := open(checkpoint, key)
		check(err == nil && tree.N == size, "%s: %v", folder, err)
		flipped := bytes.Replace(checkpoint, []byte("\n"), []byte("x\n"), 1)
		_, err = open(flipped, key)
		check(err != nil, "%s: accepts a changed checkpoint", folder)

		all := entries(folder, size)
		check(int64(len(all)) == size, "%s: %d entries", folder, len(all))
		check(root(all) == tree.Hash, "%s: another root", folder)
		reader := tlog.TileHashReader(tree, tiles(folder))
		for _, i := range []int64{0, size / 2, size - 1} {
			at := tlog.StoredHashIndex(0, i)
			got, err := reader.ReadHashes([]int64{at})
			check(err == nil && got[0] == tlog.RecordHash(all[i]),
				"%s: tile of entry %d: %v", folder, i, err)
			proof(filepath.Join(folder, fmt.Sprintf("%d.tlog-proof", i)),
				key, all)
		}
		consistency(filepath.Join(folder, "consistency"), key, before)
		before = tree
	}
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
