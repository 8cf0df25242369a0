// What a question asks for besides what it is about: how often, at what time, to whom, on what paper. Pure: no document, no events.
"use strict";

const rolebookAsked = (() => {
  /** What says to whom something goes. */
  const HANDED = ["报", "交予", "送到", "分派", "反馈给", "提交", "提供给"];
  /** What is filled in, where 什么表 is asked for. */
  const PAPERS = ["报表", "日报", "表格", "登记表"];
  /** @type {Record<string, string[]>} What is said with one character of a question, which documents write with two. */
  const VERBS = { 批: ["审批", "批准", "审核"], 签: ["签订", "签署", "签约"], 定: ["制定", "确定", "确立"], 自己: ["个人", "本人"], 写: ["编写", "编制", "撰写", "制定"], 查: ["检查", "监督"], 收: ["收集", "催收", "回收"], 招: ["招聘"], 带: ["培训", "指导"], 算: ["统计", "核算"], 改: ["调整", "修改"], 报: ["上报", "汇报", "报告"], 发: ["发放", "分派"], 谈: ["谈判", "洽谈"] };
  /** 多久拜访一次客户: what stands there asks how often, too. */
  const EACH_TIME = /(多久|多长时间|多少天|几个月|几[天周]).*一次(?!性)/;
  const HOW_OFTEN = /^(多久|隔多久|几天|几周|几个月|多少天|多长时间|几次|多少次|频率|周期|次数)/;
  const WHICH = /^(什么|哪些|哪个|哪种|哪几种|啥)$/;
  /** What asks for a figure, and what such a figure looks like. @type {[RegExp, RegExp][]} */
  const FIGURES = [
    [HOW_OFTEN, /定期|经常|[每按][天日周月季年]|[月季年]度/],
    [/^(几点|几时|何时|什么时间|什么时候|啥时候)/, /\d{1,2} ?[:：点时]|[零一二三四五六七八九十]点/],
    [/^(几天|多少天|多久|隔多久|多长时间|几个月|几年)/, /[\d一二两三四五六七八九十半]+ ?个?(工作日|[日天周月年]|小时|星期)/],
  ];

  /** Who is asked for by what he is to a role. */
  const ABOVE = /^(?:谁是)?(.+?)的?(?:直接|直属|顶头)?(?:上级|上司|领导|老板|汇报对象|汇报关系)(?:领导|主管|岗位|职位)?(?:是谁|是哪位|是什么(?:岗位)?|是哪个(?:岗位)?|有谁|有哪些)?$/;
  const REPORTING = /^(.+?)(?:的工作)?(?:要|应|该|应该|需要)?(?:直接)?(?:[向对跟](?:谁|哪个岗位|哪个领导)(?:汇报|报告|负责)(?:工作)?|(?:汇报|报告)给(?:谁|哪个岗位)|听谁的|上面是谁)$/;
  const BELOW = /^(?:谁是)?(.+?)的?(?:直接|直属)?(?:下属|下级|手下|部下)(?:岗位|职位)?(?:是谁|有谁|有哪些(?:岗位)?|是哪些(?:岗位)?|是什么岗位)?$/;
  const REPORTERS = /^(?:谁|哪些岗位|哪个岗位)要?向(.+?)(?:汇报|报告)(?:工作)?$/;

  /** Of whom a query asks for who is above or below, if of anyone, and which of them. @param {string} plain @returns {{of: string, below: boolean}} */
  function relation(plain) {
    const [above, below] = [[ABOVE, REPORTING], [BELOW, REPORTERS]].map((ways) => ways.map((way) => way.exec(plain)?.[1]).find(Boolean));
    return { of: above ?? below ?? "", below: !above };
  }

  /**
   * What stands before the rest where an answer has it: words, each in several ways, or what the text looks like.
   * @param {Token[]} tokens of the query
   * @param {boolean} toWhom something goes is asked
   * @param {(text: string) => boolean} contains whether the library has a text
   * @returns {(string[] | RegExp)[]}
   */
  function hints(tokens, toWhom, contains) {
    const asks = tokens.filter(({ type }) => type === "ask").map(({ text }) => text);
    const words = asks.flatMap((text) => (VERBS[text] ? [VERBS[text]] : text.length < 2 || HOW_OFTEN.test(text) ? [] : contains(text) ? [[text]] : []));
    return [...(toWhom ? [HANDED] : words), ...asks.flatMap((text) => FIGURES.flatMap(([asked, figure]) => (asked.test(text) ? [figure] : [])))];
  }

  /** The papers that 什么表 asks for, as a part of the query. @param {Token[]} tokens @returns {Token[]} */
  const papers = (tokens) => (tokens.some(({ type, text }, at) => type === "ask" && text === "表" && WHICH.test(tokens[at - 1]?.text)) ? [{ type: "word", text: PAPERS[0], values: [], meanings: PAPERS.slice(1) }] : []);

  /**
   * A query without the 一次 that parts a word, where it asks how often: 多久开会 for 多久开一次会.
   * @param {string} plain @param {(text: string) => boolean} contains whether the library, or what people say, has a text
   */
  const unparted = (plain, contains) => (EACH_TIME.test(plain) ? plain.replace(/(.)一次(.)/, (parted, verb, noun) => (contains(verb + noun) ? verb + noun : parted)) : plain);

  /** Whether 一次 of a query asks how often. @param {string} plain */
  const asksEachTime = (plain) => EACH_TIME.test(plain);

  /** Whether a part of the query asks how often: what the handbook's own pages do not say. @param {Token} token */
  const asksHowOften = ({ type, text }) => type === "ask" && HOW_OFTEN.test(text);

  return { hints, papers, relation, unparted, asksEachTime, asksHowOften };
})();
