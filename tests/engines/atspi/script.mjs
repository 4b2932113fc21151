export const title="x"; export const unfit=()=>null;export async function run(){}
