"""Receives submissions with Flask and keeps them in SQLite. verify.py, shape.py and receive.py are tests/verifiers/python's."""
import hashlib, json, os, sqlite3
from contextlib import closing
from datetime import datetime, timezone
from flask import Flask, Response, abort, request
from receive import receive
from verify import Refused, base64url, verify
from werkzeug.wsgi import LimitedStream

AUDIENCE, FORMS, DATABASE = os.environ["AUDIENCE"], os.environ["FORMS"].split(","), os.environ["DATABASE"]
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 25 * 2**20  # the JSON and all files together
app.config["MAX_FORM_MEMORY_SIZE"] = 4 * 2**20  # the field "submission"; Flask takes 500 kB
with closing(sqlite3.connect(DATABASE)) as database: database.executescript(open("sqlite.sql").read())

def refuse(status, code):
    problem = json.dumps({"type": "about:blank", "status": status, "code": code})
    abort(Response(problem, status, content_type="application/problem+json"))

# With Flask-WTF's CSRFProtect, put @csrf.exempt here: no cookie comes along, and so nothing can be forged.
@app.post("/submissions")
def submissions():
    if (request.content_length or 0) > app.config["MAX_CONTENT_LENGTH"]:
        # Or the browser hears of a broken connection and sends it again.
        LimitedStream(request.environ["wsgi.input"], request.content_length).exhaust()
        refuse(413, "too-large")
    if request.mimetype in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raw = request.form.get("submission", "").encode("utf-8", "surrogatepass")
    else:
        raw = request.get_data()  # not request.json
    contents = [part.read() for part in request.files.getlist("attachment[]")]
    files = {"sha-256:" + base64url(hashlib.sha256(content).digest()): content for content in contents}
    try:
        body, digest = verify(raw)
        receive(body, digest, AUDIENCE, FORMS, {})
    except Refused as refused:
        refuse(422, str(refused))
    named = body.get("attachments", [])
    if not (isinstance(named, list) and all(isinstance(file, dict) and file.get("digest") in files for file in named)):
        refuse(422, "attachments")
    if request.headers.get("Idempotency-Key", body["submissionId"]) != body["submissionId"]:
        refuse(422, "idempotency-key")
    return Response(keep(raw, body["submissionId"], digest, named, files), content_type="application/json")

@app.after_request
def for_forms_on_other_sites(response):  # Flask answers OPTIONS by itself
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
    return response

def keep(raw, id, digest, named, files):
    """Returns the receipt; of what is here already, the one that was given then."""
    now = datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    receipt = json.dumps({"submissionId": id, "digest": digest, "receivedAt": now})
    with closing(sqlite3.connect(DATABASE, timeout=30)) as database, database:  # the second commits
        database.execute("BEGIN IMMEDIATE")
        added = database.execute(
            "INSERT INTO submission (submission_id, digest, receipt, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (id, digest, receipt, raw.decode()))
        for file in named if added.rowcount else []:
            database.execute("INSERT INTO attachment VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (id, file["digest"], file["fileName"], file["mediaType"], files[file["digest"]]))
        kept, receipt = database.execute("SELECT digest, receipt FROM submission WHERE submission_id = ?", (id,)).fetchone()
    if kept != digest:
        refuse(409, "conflict")
    return receipt
