// Checks certificates of erasure with the packages that check Go's own module
// database (golang.org/x/mod/sumdb/note and tlog) and nothing of Ombud's.
//
//	verify VKEY N.tlog-proof...
//
// N is the number of the person, whose address is personN@post.example. Every
// check is counted; the last line is "N passed, N failed".
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
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

type part struct {
	Index     int64
	Path      [][]byte
	Entry     []byte
	Salt      []byte
	Statement json.RawMessage
}

type extra struct {
	Version int
	part
	Later []part
}

type statement struct {
	Act         string
	Request     string
	Controller  string
	Identifiers []struct{ Form, Sha256 string }
	Systems     []struct {
		Name      string
		Remaining int
	}
}

// commitment is the hash that an entry holds of a statement.
func commitment(p part) string {
	h := sha256.New()
	h.Write([]byte("ombud attestation v1\n"))
	h.Write(p.Salt)
	h.Write(p.Statement)
	return hex.EncodeToString(h.Sum(nil))
}

// identifier is the hash that stands for an identifier in a statement.
func identifier(salt []byte, parts ...string) string {
	h := sha256.New()
	h.Write([]byte("ombud identifier v1\n"))
	h.Write(salt)
	for _, s := range parts {
		var n [4]byte
		binary.LittleEndian.PutUint32(n[:], uint32(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// in checks that the tree holds an entry which commits to its statement.
func in(tree tlog.Tree, p part) error {
	var path []tlog.Hash
	for _, b := range p.Path {
		var h tlog.Hash
		if copy(h[:], b) != len(h) || len(b) != len(h) {
			return errors.New("a hash has another length")
		}
		path = append(path, h)
	}
	leaf := tlog.RecordHash(p.Entry)
	err := tlog.CheckRecord(path, tree.N, tree.Hash, p.Index, leaf)
	if err != nil {
		return err
	}
	var entry struct{ Act, Request, Commitment string }
	var says statement
	if err := json.Unmarshal(p.Entry, &entry); err != nil {
		return err
	}
	if err := json.Unmarshal(p.Statement, &says); err != nil {
		return err
	}
	if entry.Commitment != commitment(p) {
		return errors.New("the entry is not of this statement")
	}
	if entry.Act != says.Act || entry.Request != says.Request {
		return errors.New("the entry is of another act")
	}
	return nil
}

// read takes a file apart: its statements, and its signed tree.
func read(data []byte, verifier note.Verifier) ([]part, tlog.Tree, error) {
	var tree tlog.Tree
	var x extra
	halves := strings.SplitN(string(data), "\n\n", 2)
	lines := strings.Split(halves[0], "\n")
	if len(halves) != 2 || len(lines) < 3 ||
		lines[0] != "c2sp.org/tlog-proof@v1" {
		return nil, tree, errors.New("not a proof")
	}
	text, err := base64.StdEncoding.DecodeString(
		strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return nil, tree, err
	}
	if err := json.Unmarshal(text, &x); err != nil {
		return nil, tree, err
	}
	x.Index, err = strconv.ParseInt(
		strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return nil, tree, err
	}
	for _, line := range lines[3:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return nil, tree, err
		}
		x.Path = append(x.Path, hash)
	}
	n, err := note.Open([]byte(halves[1]), note.VerifierList(verifier))
	if err != nil {
		return nil, tree, err
	}
	head := strings.Split(n.Text, "\n")
	if len(head) != 4 || head[0] != verifier.Name() {
		return nil, tree, fmt.Errorf("not three lines: %q", n.Text)
	}
	tree.N, err = strconv.ParseInt(head[1], 10, 64)
	if err != nil {
		return nil, tree, err
	}
	tree.Hash, err = tlog.ParseHash(head[2])
	return append([]part{x.part}, x.Later...), tree, err
}

// verify is all of it: nil where the file is genuine.
func verify(data []byte, verifier note.Verifier) ([]part, error) {
	parts, tree, err := read(data, verifier)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if err := in(tree, p); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

func certificate(name string, verifier note.Verifier) {
	data, err := os.ReadFile(name)
	must(err)
	parts, err := verify(data, verifier)
	check(err == nil, "%s: %v", name, err)
	if err != nil {
		return
	}
	check(len(parts) == 2, "%s: %d statements", name, len(parts))

	var says statement
	must(json.Unmarshal(parts[0].Statement, &says))
	check(says.Act == "subject.erase", "%s: %q", name, says.Act)
	check(says.Controller == "Tea & Mugs", "%s: %q", name, says.Controller)
	check(len(says.Systems) == 1 && says.Systems[0].Remaining == 0,
		"%s: something remains", name)
	who := "person" + filepath.Base(name)[:1] + "@post.example"
	check(len(says.Identifiers) == 1 &&
		says.Identifiers[0].Form == "email" &&
		says.Identifiers[0].Sha256 ==
			identifier(parts[0].Salt, "", "email", who),
		"%s: another identifier", name)
	check(!bytes.Contains(parts[0].Statement, []byte(who)) &&
		!bytes.Contains(parts[0].Entry, []byte(who)),
		"%s: names the person", name)

	for i := range parts {
		tree := func() tlog.Tree {
			_, tree, err := read(data, verifier)
			must(err)
			return tree
		}()
		for _, field := range [][]byte{parts[i].Entry, parts[i].Salt,
			parts[i].Statement, parts[i].Path[0]} {
			field[len(field)/2] ^= 1
			check(in(tree, parts[i]) != nil,
				"%s: accepts a changed part", name)
			field[len(field)/2] ^= 1
		}
		check(in(tree, parts[i]) == nil, "%s: is changed", name)
	}
	// Of the last letter of a signature Go overlooks what encodes nothing.
	for i := bytes.Index(data, []byte("\n\n")); i < len(data)-3; i++ {
		changed := append([]byte(nil), data...)
		changed[i] ^= 1
		_, err := verify(changed, verifier)
		check(err != nil, "%s: accepts byte %d changed", name, i)
	}
}

func main() {
	vkey, err := os.ReadFile(os.Args[1])
	must(err)
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	must(err)
	for _, name := range os.Args[2:] {
		certificate(name, verifier)
	}
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
