"""Receives submissions with FastAPI and keeps them in PostgreSQL. verify.py, shape.py and receive.py are tests/verifiers/python's."""
import hashlib, json, os
from datetime import datetime, timezone
import psycopg
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.cors import CORSMiddleware
from receive import receive
from verify import Refused, base64url, verify

AUDIENCE, FORMS = os.environ["AUDIENCE"], os.environ["FORMS"].split(",")
LIMIT = 25 * 2**20  # the JSON and all files together; FastAPI has no limit of its own
class Refusal(Exception): """A status and a code."""

app = FastAPI()
# For forms on other sites; no cookie comes along. If you have a guard against forged requests, exempt this address.
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["POST"], allow_headers=["Content-Type", "Idempotency-Key"])

@app.post("/submissions")
async def submissions(request: Request):  # takes the request itself: a model would answer 422 to what it doesn't know
    if int(request.headers.get("content-length", LIMIT + 1)) > LIMIT:
        async for _ in request.stream(): pass  # or the browser hears of a broken connection and sends it again
        raise Refusal(413, "too-large")
    files = {}
    if request.headers.get("content-type", "").startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form(max_part_size=4 * 2**20) as form:
            raw = str(form.get("submission", "")).encode()
            for part in form.getlist("attachment[]"):
                content = await part.read()
                files["sha-256:" + base64url(hashlib.sha256(content).digest())] = content
    else:
        raw = await request.body()
    receipt = await run_in_threadpool(take, raw, files, request.headers.get("idempotency-key"))
    return Response(receipt, media_type="application/json")

@app.exception_handler(Refusal)
async def refused(request, refusal):
    status, code = refusal.args
    problem = {"type": "about:blank", "status": status, "code": code}
    return Response(json.dumps(problem), status, media_type="application/problem+json")

def take(raw, files, key):
    try:
        body, digest = verify(raw)
        receive(body, digest, AUDIENCE, FORMS, {})
    except Refused as refused:
        raise Refusal(422, str(refused))
    named = body.get("attachments", [])
    if not (isinstance(named, list) and all(isinstance(file, dict) and file.get("digest") in files for file in named)):
        raise Refusal(422, "attachments")
    if key not in (None, body["submissionId"]):
        raise Refusal(422, "idempotency-key")
    return keep(raw, body["submissionId"], digest, named, files)

def keep(raw, id, digest, named, files):
    """Returns the receipt; of what is here already, the one that was given then."""
    now = datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    receipt = json.dumps({"submissionId": id, "digest": digest, "receivedAt": now})
    with psycopg.connect() as database:  # reads PGHOST, PGDATABASE, PGUSER …; commits at the end
        added = database.execute(
            "INSERT INTO submission (submission_id, digest, receipt, body) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (id, digest, receipt, raw.decode()))
        for file in named if added.rowcount else []:
            database.execute("INSERT INTO attachment VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (id, file["digest"], file["fileName"], file["mediaType"], files[file["digest"]]))
        kept, receipt = database.execute("SELECT digest, receipt FROM submission WHERE submission_id = %s", (id,)).fetchone()
    if kept != digest:
        raise Refusal(409, "conflict")
    return receipt
