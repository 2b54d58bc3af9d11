// How the palette ranks names, and how few keystrokes find one of five thousand.
import { describe, expect, it } from "vitest";
import { type Findable, indexName, rank } from "../src/screens/palette/ranking";

interface Named extends Findable {
  title: string;
}

const named = (title: string, weight = 0, ...context: string[]): Named => ({
  title,
  name: indexName(title),
  context: context.map(indexName),
  weight,
});

function found(typed: string, names: readonly (string | Named)[], limit = 8): string[] {
  const things = names.map((each) => (typeof each === "string" ? named(each) : each));
  return rank(things, typed, limit).map(({ title }) => title);
}

describe("the way of fitting", () => {
  it("goes from the beginning of the name to its letters in order", () => {
    const names = ["reprices", "prentice-x", "quote-price", "pr-ice", "price-list", "price"];
    expect(found("price", names)).toEqual([
      "price",
      "price-list",
      "quote-price",
      "pr-ice",
      "reprices",
      "prentice-x",
    ]);
  });

  it.each([
    ["qp", "quote-price"],
    ["qupr", "quote_price"],
    ["qp2", "quote.price 2"],
    ["cs", "ChurnScore"],
    ["ocr", "the-OCRService"],
    ["quote price", "quote-price"],
    ["price quote", "quote-price"],
    ["quote-p", "quote-price"],
    ["4237", "fraud-004237"],
    ["fr42", "fraud-004237"],
    ["f004", "fraud-004237"],
    ["zurich", "Zürich-score"],
    ["ÉTA", "eta-1"],
    ["оцен", "Оценка"],
  ])("%s finds %s", (typed, name) => {
    expect(found(typed, ["unrelated", name])).toEqual([name]);
  });

  it.each([["xq"], ["pq"], ["ric5"], ["otprce"], ["quote nothing"], ["_"]])(
    "%s does not find quote-price",
    (typed) => {
      expect(found(typed, ["quote-price"])).toEqual([]);
    },
  );

  it("prefers the shorter name of which the same was typed", () => {
    expect(found("churn", ["churn-score-canary", "churn-score", "churn"])).toEqual([
      "churn",
      "churn-score",
      "churn-score-canary",
    ]);
  });

  it("needs each word, in the name or in what else is known", () => {
    const names = [
      named("score", 0, "churn-dev"),
      named("score", 0, "churn-prod"),
      named("other", 0, "churn-prod"),
    ];
    expect(rank(names, "score prod", 8)).toEqual([names[1]]);
    expect(rank(names, "dev", 8)).toEqual([names[0]]);
  });
});

describe("what the person used", () => {
  const names = ["churn-a", named("churn-bbbbbbbb", 0.8), named("churn-cccccccccc", 1), "x-churn"];

  it("comes first among names that fit in the same way", () => {
    expect(found("churn", names)).toEqual(["churn-cccccccccc", "churn-bbbbbbbb", "churn-a", "x-churn"]);
  });

  it("does not come before a name that fits better", () => {
    expect(found("churn", ["churn-a", named("x-churn", 1)])).toEqual(["churn-a", "x-churn"]);
  });

  it("is all that is shown before something is typed", () => {
    expect(found("  ", names)).toEqual(["churn-cccccccccc", "churn-bbbbbbbb"]);
  });
});

describe("five thousand names", () => {
  const purposes = ["eta", "routing", "pricing", "demand", "damage", "customs", "fraud", "churn"];
  const numbered = Array.from({ length: 5000 }, (_, index) => {
    const name = `${purposes[(index * 7) % 8]}-${String(index + 1).padStart(6, "0")}`;
    return index % 10 === 9 ? `v1-${name}` : name;
  });
  const first =
    "address,basket,churn,claim,customs,damage,delay,demand,driver,energy,eta,fleet,fraud,fuel,fx,gate,invoice,label,lane,loss,margin,offer,order,parcel,price,quote,return,risk,route,sales,slot,stock,tariff,toll,trip,truck,vat,visit,volume,yard".split(
      ",",
    );
  const second =
    "alert,bound,check,class,clean,cluster,cost,detect,embed,extract,filter,forecast,group,hedge,index,lookup,match,model,planner,predict,price,rank,reader,score,search".split(
      ",",
    );
  const third = ["blue", "canary", "eu", "prod", "us"];
  const worded = first.flatMap((one) =>
    second.flatMap((two) => third.map((three) => `${one}-${two}-${three}`)),
  );

  it.each([
    ["numbered", numbered],
    ["worded", worded],
  ] as const)(
    "finds the median of fifty %s ones with at most four keystrokes",
    (_, names) => {
      expect(new Set(names).size).toBe(5000);
      const things = names.map((name) => named(name));
      const needed = draw(names, 50).map((name) => {
        const attempts = waysToType(name);
        const hit = attempts.find((typed) => rank(things, typed, 1)[0]?.title === name);
        return hit?.length ?? Number.POSITIVE_INFINITY;
      });
      const median = needed.toSorted((one, other) => one - other)[25];
      expect(median).toBeLessThanOrEqual(4);
    },
    60_000,
  );
});

/** What people type for a name: its beginning, the beginning of one of its words, or letters of each; the short ones first. */
function waysToType(name: string): string[] {
  const words = name.split("-").map((word) => word.replace(/^0+/, ""));
  const starts = (word: string, most: number) =>
    Array.from({ length: Math.min(most, word.length) }, (_, length) => word.slice(0, length + 1));
  const mixed = words.reduce<string[]>(
    (before, word) => before.flatMap((typed) => [typed, ...starts(word, 3).map((start) => typed + start)]),
    [""],
  );
  const ways = new Set([...starts(name, 6), ...words.flatMap((word) => starts(word, 6)), ...mixed]);
  return [...ways]
    .filter((typed) => typed.length > 0 && typed.length <= 5)
    .toSorted((one, other) => one.length - other.length);
}

/** Some of them, always the same ones. */
function draw<Thing>(things: readonly Thing[], count: number): Thing[] {
  let state = 20_260_101;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return things[state % things.length] as Thing;
  });
}
