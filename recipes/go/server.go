// Receives submissions with net/http and keeps them in PostgreSQL. The other files are tests/verifiers/go's, but for its main.go.
package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	_ "github.com/lib/pq" // reads PGHOST, PGDATABASE, PGUSER …
)

const limit = 25 << 20 // the JSON and all files together; net/http has no limit, but for form fields

var database *sql.DB

type refusal struct {
	Type   string `json:"type"`
	Status int    `json:"status"`
	Code   string `json:"code"`
}

func stop(status int, code string) { panic(refusal{"about:blank", status, code}) }
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// There is no cookie, so a guard against forged requests (nosurf, gorilla/csrf) has nothing to guard here: leave this address out.
func submissions(w http.ResponseWriter, r *http.Request) {
	defer func() {
		switch what := recover().(type) {
		case nil:
		case refused: // by verify and receive
			problem(w, refusal{"about:blank", 422, string(what)})
		case refusal:
			problem(w, what)
		default:
			log.Print(what)
			problem(w, refusal{"about:blank", 500, "internal"})
		}
	}()
	w.Header().Set("Access-Control-Allow-Origin", "*") // for forms on other sites
	w.Header().Set("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
	if r.Method == "OPTIONS" {
		w.WriteHeader(204)
		return
	}
	if r.Method != "POST" {
		stop(405, "method")
	}
	if r.ContentLength > limit {
		io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, 8*limit)) // or the browser hears of a broken connection and sends it again
		stop(413, "too-large")
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	raw, files := parts(r)
	body, digest := verify(raw)
	receive(body, digest, os.Getenv("AUDIENCE"), os.Getenv("FORMS"), map[string]string{})
	id, _ := body["submissionId"].(string)
	named, ok := body["attachments"].([]any)
	if !ok && body["attachments"] != nil {
		stop(422, "attachments")
	}
	for _, file := range named {
		file, _ := file.(map[string]any)
		wanted, _ := file["digest"].(string)
		if _, came := files[wanted]; !came {
			stop(422, "attachments")
		}
	}
	if key := r.Header.Get("Idempotency-Key"); key != "" && key != id {
		stop(422, "idempotency-key")
	}
	there, receipt := keep(raw, id, digest, named, files)
	if there != digest {
		stop(409, "conflict")
	}
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, receipt)
}

func problem(w http.ResponseWriter, what refusal) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(what.Status)
	json.NewEncoder(w).Encode(what)
}

// What was signed, and the files by their digests.
func parts(r *http.Request) ([]byte, map[string][]byte) {
	files := map[string][]byte{}
	kind := r.Header.Get("Content-Type")
	if !strings.HasPrefix(kind, "multipart/form-data") && !strings.HasPrefix(kind, "application/x-www-form-urlencoded") {
		raw, err := io.ReadAll(r.Body)
		tooLarge(err)
		return raw, files
	}
	if err := r.ParseMultipartForm(limit); !errors.Is(err, http.ErrNotMultipart) {
		tooLarge(err)
	}
	if r.MultipartForm != nil {
		for _, part := range r.MultipartForm.File["attachment[]"] {
			file, err := part.Open()
			must(err)
			content, err := io.ReadAll(file)
			must(err)
			sum := sha256.Sum256(content)
			files["sha-256:"+base64url.EncodeToString(sum[:])] = content
		}
	}
	return []byte(r.PostFormValue("submission")), files
}

func tooLarge(err error) {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		stop(413, "too-large")
	} else if err != nil {
		stop(400, "body")
	}
}

// Returns the digest and the receipt of what is kept under the id: what came, or what was here already.
func keep(raw []byte, id, digest string, named []any, files map[string][]byte) (there, receipt string) {
	made, err := json.Marshal(map[string]string{"submissionId": id, "digest": digest, "receivedAt": time.Now().UTC().Format(time.RFC3339)})
	must(err)
	all, err := database.Begin()
	must(err)
	defer all.Rollback() // does nothing after Commit
	added, err := all.Exec("INSERT INTO submission (submission_id, digest, receipt, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
		id, digest, string(made), string(raw))
	must(err)
	if rows, _ := added.RowsAffected(); rows == 0 {
		named = nil
	}
	for _, file := range named {
		file := file.(map[string]any)
		_, err = all.Exec("INSERT INTO attachment VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
			id, file["digest"], file["fileName"], file["mediaType"], files[file["digest"].(string)])
		must(err)
	}
	must(all.QueryRow("SELECT digest, receipt FROM submission WHERE submission_id = $1", id).Scan(&there, &receipt))
	must(all.Commit())
	return there, receipt
}

func main() {
	var err error
	database, err = sql.Open("postgres", "")
	must(err)
	http.HandleFunc("/submissions", submissions)
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
