"""岗位信息采集表: a workbook that asks for everything a role says, and is read back without guessing."""
