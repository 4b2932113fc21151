"""Receives submissions with Django. verify.py, shape.py and receive.py beside manage.py are tests/verifiers/python's."""
import hashlib, json
from datetime import datetime, timezone
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from receive import receive
from verify import Refused, base64url, verify
from .models import Attachment, Submission

LIMIT = 25 * 2**20  # the JSON and all files together; Django has no limit for files
def refuse(status, code):
    return JsonResponse({"type": "about:blank", "status": status, "code": code}, status=status, content_type="application/problem+json")

@csrf_exempt  # no cookie comes along, and so nothing can be forged
def submissions(request):
    response = answer(request)
    response["Access-Control-Allow-Origin"] = "*"  # for forms on other sites
    response["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
    return response

def answer(request):
    if request.method == "OPTIONS": return HttpResponse(status=204)
    if request.method != "POST": return refuse(405, "method")
    if int(request.headers.get("Content-Length") or 0) > LIMIT:
        while request.read(2**16): pass  # or the browser hears of a broken connection and sends it again
        return refuse(413, "too-large")
    if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raw = request.POST.get("submission", "").encode("utf-8", "surrogatepass")
    else:
        raw = request.body
    contents = [part.read() for part in request.FILES.getlist("attachment[]")]
    files = {"sha-256:" + base64url(hashlib.sha256(content).digest()): content for content in contents}
    try:
        body, digest = verify(raw)
        receive(body, digest, settings.INTAKE_AUDIENCE, settings.INTAKE_FORMS, {})
    except Refused as refused:
        return refuse(422, str(refused))
    named = body.get("attachments", [])
    if not (isinstance(named, list) and all(isinstance(file, dict) and file.get("digest") in files for file in named)):
        return refuse(422, "attachments")
    if request.headers.get("Idempotency-Key", body["submissionId"]) != body["submissionId"]:
        return refuse(422, "idempotency-key")
    kept = keep(raw, body["submissionId"], digest, named, files)
    return HttpResponse(kept.receipt, content_type="application/json") if kept.digest == digest else refuse(409, "conflict")

@transaction.atomic
def keep(raw, id, digest, named, files):
    """Returns what is kept under the id: what came, or what was here already."""
    now = datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    receipt = json.dumps({"submissionId": id, "digest": digest, "receivedAt": now})
    kept, new = Submission.objects.get_or_create(
        submission_id=id, defaults={"digest": digest, "receipt": receipt, "body": json.loads(raw)})
    for file in {file["digest"]: file for file in named}.values() if new else []:
        Attachment.objects.create(submission=kept, digest=file["digest"], file_name=file["fileName"],
            media_type=file["mediaType"], content=files[file["digest"]])
    return kept
