"""Imported by the first process of tests: what its servers would each make anew, some seconds of processor a time."""

from entrygo.surfaces.console.rendering import templates
from entrygo.surfaces.docs.routes import description_bytes
from tests.serving.event_payloads import watch

watch()

for template in templates().list_templates(extensions=["html"]):
    templates().get_template(template)
for is_brief in (True, False):
    description_bytes(is_brief=is_brief)
