// Writes google/cel-spec's conformance tests as the files that they come from, for the engine's own runner
// (crates/intake-core/tests/cel_conformance.rs): node tests/verifiers/vectors.mjs FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { toText } from "@bufbuild/protobuf/txtpb";
import { SimpleTestFileSchema, SimpleTestSectionSchema } from "@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js";
import { getTestRegistry } from "@bufbuild/cel-spec/testdata/registry.js";
import { getConformanceSuite } from "@bufbuild/cel-spec/testdata/tests.js";

const folder = join(process.argv[2], "cel");
const registry = getTestRegistry();
mkdirSync(folder, { recursive: true });
for (const { name, suites } of getConformanceSuite().suites) {
  const sections = suites.map(({ name, tests }) => create(SimpleTestSectionSchema, { name, test: tests.map((test) => test.original) }));
  const file = create(SimpleTestFileSchema, { name, section: sections });
  writeFileSync(join(folder, `${name}.textproto`), toText(SimpleTestFileSchema, file, { registry }));
}
