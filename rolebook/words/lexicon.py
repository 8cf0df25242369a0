"""The words of duties that carry no content, and those that mean the same: the trade at large, not one library."""

LIGHT = (
    "的 地 得 了 着 之 所 其 该 此 本 以 为 把 将 对 对于 向 给 在 于 从 由 自 至 到 与 和 及 以及 或 并 并且 "
    "而 且 同时 也 又 还 都 则 "
    "等 等等 进行 予以 加以 给予 负责 做好 作好 搞好 好 具有 具备 拥有 有 是 须 需 需要 应 应当 要 必须 "
    "按 按照 根据 依据 依照 遵照 通过 各 各项 各种 各类 各个 有关 相关 及时 随时 实时 立即 立刻 马上 按时 "
    "准时 按期 如期 "
    "认真 积极 主动 妥善 "
    "切实 严格 热情 热忱 耐心 努力 尽力 充分 全面 详细 准确 经常"
)
"""Words that carry no content of their own, or only say how willingly and how soon something is done."""

PART_OF_NOTHING = frozenset("的了之并且和与及或也其该好")
"""Single characters among them that may go wherever they stand; without 需 and 要, 需求 and 要求 would be the same."""

SYNONYMS = (
    "领导/上级/上司/主管领导 客户/顾客/用户/客人/宾客/消费者 供应商/供货商 员工/职工/雇员/人员/工作人员 国外/海外 "
    "工作/任务/事项/事宜/事务 其他/其它 情况/状况/情形 规定/制度/规章 台账/台帐 "
    "制定/制订/拟定/拟订/编制/起草/编写/撰写 收集/搜集/采集 完成/达成/实现 执行/实施/落实/贯彻 检查/核查/查验 "
    "汇报/上报/报告 反馈/反映 维护/维系/保持/保养 处理/解决/处置 协助/配合/辅助 开拓/拓展/开发 掌握/了解/把握 "
    "提高/提升/增强 "
    "填写/填报 保管/保存 泄露/泄漏 机密/秘密 辞退/解雇/解聘 拜访/走访 患者/病人 清点/盘点 "
    "签订/签署 洽谈/商谈 整洁/干净 每日/每天 "
    "开展/展开 跟进/跟踪/追踪 安排/交办/交代/指派/布置 审核/审查 建立/建设 参与/参加 审批/批准"
)
"""`a/b` mean the same as far as duties are concerned."""

LIGHT_ENGLISH = frozenset(
    {
        *("a", "an", "the", "and", "or", "of", "to", "in", "on", "for", "with", "by", "at", "from", "as", "so"),
        *("is", "are", "be", "been", "that", "which", "who", "this", "these", "those", "all", "any"),
        *("their", "our", "its", "it", "his", "her", "your"),
    }
)
"""English words that carry no content of their own."""
