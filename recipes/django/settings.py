
# What intake/ needs of the settings.
import os
INSTALLED_APPS += ["intake"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20  # all that is no file; Django takes 2.5 MB
INTAKE_AUDIENCE, INTAKE_FORMS = os.environ["AUDIENCE"], os.environ["FORMS"].split(",")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # or of two at once one is "locked", with 500
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 30}
