/** Answers to the three forms of the demo site that lead through as many pages as can be. */
export const THROUGH = {
  "outreach-needs": {
    needs: ["food", "clothing", "shelter", "medical", "dental", "work", "family", "childcare"],
    safe_sleep: "no", feel_safe: "no", adults: 2, children: 2, youngest_age: 3, school_children: 1,
    birth_date: "1990-05-03", income_period: "month", income: 900, rent_behind: true, food_left: "none", diet: ["milk"],
    can_cook: false, clothes: ["warm"], clothes_sizes: "M, 38", health_urgency: "now", tooth_pain: true,
    health_cover: "no", work_now: "none", work_help: ["apply"], talk_about: ["worry"], childcare_when: ["day"],
    child_needs: "–", first_name: "Sam", talk_language: "pl", anything_else: "–",
    reach: { method: "phone", value: "+1 202-555-0145", leaveMessage: true, sayWho: "Anna", when: "after 3" },
  },
  "housing-emergency": {
    sleep_tonight: "friends", can_stay: false, in_northbridge: true, birth_date: "1988-04-12", people: 3, children: 2,
    feels_safe: "yes", needs: ["pet"], home_situation: "renting", rent: 800, rent_owed: 300, has_notice: true,
    leave_by: "2027-01-31", monthly_income: 900, has_offer: true, new_rent: 700, deposit: 500, has_open_loan: false,
    called_name: "Sam", contact_note: "–",
    reach: { method: "email", value: "sam@example.org" },
  },
  "us-nutrition-screener": {
    lives_in_area: true, enough_food: false, household_size: 3, children_under_5: 1, children_in_school: 1,
    has_member_60: true, has_disability_benefit: false, pregnancy: ["pregnant"], school_situation: ["none"],
    current_help: ["none"], earned_income: 900, earned_period: "week", other_income: 50, other_period: "month", rent: 700, utilities: 150, pays_for_care: true,
    care_costs: 50, medical_costs: 60, full_name: "Test Person", anything_else: "–",
    reach: { method: "text", value: "+1 202-555-0145" },
  },
};
