import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { small } from "../target.mjs";
import { walk } from "../walk.mjs";

export const title = "every page of every form, empty, wrong and filled: axe finds nothing, light or dark, and a finger hits everything";

// Answers that lead through as many pages as can be.
const forms = {
  "outreach-needs": {
    needs: ["food", "clothing", "shelter", "medical", "dental", "work", "family", "childcare"],
    safe_sleep: "no", feel_safe: "no", adults: 2, children: 2, youngest_age: 3, school_children: 1,
    birth_date: "1990-05-03", income_period: "month", income: 900, rent_behind: true, food_left: "none", diet: ["milk"],
    can_cook: false, clothes: ["warm"], clothes_sizes: "M, 38", health_urgency: "now", tooth_pain: true,
    health_cover: "no", work_now: "none", work_help: ["apply"], talk_about: ["worry"], childcare_when: ["day"],
    child_needs: "–", first_name: "Sam", talk_language: "pl", contact_way: "call", phone: "+1 202-555-0145",
    safe_message: true, contact_time: "any", anything_else: "–",
  },
  "housing-emergency": {
    sleep_tonight: "friends", can_stay: false, in_northbridge: true, birth_date: "1988-04-12", people: 3, children: 2,
    feels_safe: "yes", needs: ["pet"], home_situation: "renting", rent: 800, rent_owed: 300, has_notice: true,
    leave_by: "2027-01-31", monthly_income: 900, has_offer: true, new_rent: 700, deposit: 500, has_open_loan: false,
    called_name: "Sam", contact_way: "email", email: "sam@example.org", contact_note: "–",
  },
  "us-nutrition-screener": {
    lives_in_area: true, enough_food: false, household_size: 3, children_under_5: 1, children_in_school: 1,
    has_member_60: true, has_disability_benefit: false, pregnancy: ["pregnant"], school_situation: ["none"],
    current_help: ["none"], earned_income: 900, other_income: 0, rent: 700, utilities: 150, pays_for_care: true,
    care_costs: 50, medical_costs: 60, full_name: "Test Person", contact_way: "email", email: "sam@example.org",
    anything_else: "–",
  },
};

/** Every form in English, and from right to left. */
export const parts = () => Object.keys(forms).flatMap((form) => [`${form}-en`, `${form}-ar`]);

export async function run({ page, playground, check, shoot, say, part }) {
  const [, form, language] = /^(.*)-(\w+)$/.exec(part);
  const definition = await playground.definition(form);
  assert.ok(definition.languages.includes(language));
  await page.goto(`/${form}.html?lang=${language}`);
  await check("all its states", async () => {
    const found = [];
    const seen = [];
    await walk({ page, definition, answers: forms[form], language }, async (state) => {
      seen.push(state);
      const note = (kind) => (line) => found.push(`${state}, ${kind}: ${line}`);
      (await violations(page)).forEach(note("light"));
      await page.emulateMedia({ colorScheme: "dark" });
      (await violations(page, { colour: true })).forEach(note("dark"));
      if (process.env.INTAKE_SHOOT) await shoot(`${state}-dark`.replaceAll(" ", "-"));
      await page.emulateMedia({ colorScheme: "light" });
      (await small(page)).forEach(note("small"));
      if (process.env.INTAKE_SHOOT) await shoot(state.replaceAll(" ", "-"));
    });
    say(`          ${seen.length} states: ${seen.join(", ")}`);
    const missing = definition.pages.map(({ name }) => `${name} filled`).filter((state) => !seen.includes(state));
    assert.deepEqual(missing, [], "every page was reached");
    assert.deepEqual(found, []);
  });
}
