// openapi-fetch writes `[object Object]` where a member is an object, so the form is written here: `outer[inner]=value`.

type Scalar = string | number | boolean;

export function form(body: object): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(body) as [string, Scalar | object][]) {
    if (typeof value !== "object") pairs.append(name, String(value));
    else for (const [inner, scalar] of Object.entries(value)) pairs.append(`${name}[${inner}]`, String(scalar));
  }
  return pairs;
}
