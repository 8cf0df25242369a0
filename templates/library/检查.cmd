@echo off
call "%~dp0windows.cmd" check
