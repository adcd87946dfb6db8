// A witness of transparency logs (c2sp.org/tlog-witness), over HTTP on this
// machine, for tests: it remembers one head, which is on disk before it
// answers, and cosigns what provably extends it.
//
//	witness FOLDER LOG-VKEY
//
// FOLDER gets the files vkey (the witness's key), port and head. Consistency
// is checked by golang.org/x/mod/sumdb/tlog.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const name = "witness.example/w1"

var (
	folder string
	lock   sync.Mutex
	secret ed25519.PrivateKey
	id     []byte
	log    note.Verifier
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// put makes a file durable under its name.
func put(file string, data []byte) error {
	path := filepath.Join(folder, file)
	f, err := os.Create(path + ".tmp")
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err == nil {
		err = os.Rename(path+".tmp", path)
	}
	return err
}

// parse reads the three lines of a checkpoint's text.
func parse(text string) (tlog.Tree, bool) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return tlog.Tree{}, false
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, false
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err == nil
}

// seen is the head that was cosigned last.
func seen() tlog.Tree {
	data, err := os.ReadFile(filepath.Join(folder, "head"))
	if err != nil {
		return tlog.Tree{}
	}
	tree, _ := parse(string(data))
	return tree
}

func cosign(text string) string {
	now := uint64(time.Now().Unix())
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", now, text)
	payload := append([]byte{}, id...)
	payload = binary.BigEndian.AppendUint64(payload, now)
	payload = append(payload, ed25519.Sign(secret, []byte(message))...)
	return "\u2014 " + name + " " +
		base64.StdEncoding.EncodeToString(payload) + "\n"
}

// proved is whether the hashes prove that now extends before.
func proved(before, now tlog.Tree, hashes []string) bool {
	var proof tlog.TreeProof
	for _, h := range hashes {
		hash, err := tlog.ParseHash(h)
		if err != nil {
			return false
		}
		proof = append(proof, hash)
	}
	if before.N == 0 {
		return len(proof) == 0
	}
	if before.N == now.N {
		return len(proof) == 0 && before.Hash == now.Hash
	}
	return tlog.CheckTree(proof, now.N, now.Hash, before.N, before.Hash) == nil
}

func add(w http.ResponseWriter, r *http.Request) {
	lock.Lock()
	defer lock.Unlock()
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	parts := bytes.SplitN(body, []byte("\n\n"), 2)
	lines := strings.Split(string(parts[0]), "\n")
	var old int64
	if err == nil && len(parts) == 2 {
		old, err = strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	}
	if err != nil || len(parts) != 2 || !strings.HasPrefix(lines[0], "old ") {
		http.Error(w, "malformed", http.StatusBadRequest)
		return
	}
	if !bytes.HasPrefix(parts[1], []byte(log.Name()+"\n")) {
		http.Error(w, "unknown log", http.StatusNotFound)
		return
	}
	n, err := note.Open(parts[1], note.VerifierList(log))
	if err != nil {
		http.Error(w, "not signed", http.StatusForbidden)
		return
	}
	tree, ok := parse(n.Text)
	if !ok || old > tree.N {
		http.Error(w, "malformed", http.StatusBadRequest)
		return
	}
	before := seen()
	if old != before.N {
		w.Header().Set("Content-Type", "text/x.tlog.size")
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, "%d\n", before.N)
		return
	}
	if !proved(before, tree, lines[1:]) {
		http.Error(w, "not proved", http.StatusUnprocessableEntity)
		return
	}
	if put("head", []byte(n.Text)) != nil {
		http.Error(w, "disk", http.StatusInternalServerError)
		return
	}
	line := cosign(n.Text)
	if _, err := os.Stat(filepath.Join(folder, "lie")); err == nil {
		line = cosign(n.Text + "more\n")
	}
	fmt.Fprint(w, line)
}

func main() {
	folder = os.Args[1]
	var err error
	log, err = note.NewVerifier(os.Args[2])
	must(err)
	public, key, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	secret = key
	coded := append([]byte{4}, public...)
	hash := sha256.Sum256(append([]byte(name+"\n"), coded...))
	id = hash[:4]
	must(put("vkey", []byte(fmt.Sprintf("%s+%x+%s", name, id,
		base64.StdEncoding.EncodeToString(coded)))))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	port := listener.Addr().(*net.TCPAddr).Port
	must(put("port", []byte(strconv.Itoa(port))))
	http.HandleFunc("/w/add-checkpoint", add)
	http.HandleFunc("/away/add-checkpoint",
		func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/w/add-checkpoint", 307)
		})
	http.HandleFunc("/long/add-checkpoint",
		func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(make([]byte, 1<<20))
		})
	http.HandleFunc("/put", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		if err != nil || r.Method != "PUT" || put("got", body) != nil {
			http.Error(w, "no", http.StatusBadRequest)
		}
	})
	must(http.Serve(listener, nil))
}
